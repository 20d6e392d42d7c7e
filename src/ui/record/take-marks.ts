import type { Recorder } from '../../engine/record/recorder.ts';
import { isLoss } from '../../shared/take/ledger.ts';
import type { Marker } from '../../shared/take/take-events.ts';
import { Model } from '../kit/model.ts';
import type { LostSpan, WaveMark } from '../waveform/peak-source.ts';

/** Where markers and missing audio are in the take being recorded, or in the last one. */
export class TakeMarks extends Model {
  #count = 0;
  #marks: readonly WaveMark[] = [];
  #lost: readonly LostSpan[] = [];

  constructor(recorder: Pick<Recorder, 'on'>) {
    super();
    recorder.on('gap', ({ kind, frame }) => {
      if (!isLoss(kind)) return;
      this.#lost = [...this.#lost, { frame, frames: 0 }];
      this.changed();
    });
  }

  /** Number of markers, including those that are being set. */
  get count(): number {
    return this.#count;
  }

  get marks(): readonly WaveMark[] {
    return this.#marks;
  }

  get lost(): readonly LostSpan[] {
    return this.#lost;
  }

  /** Call when a take is about to begin, with the markers that it already has. */
  begin(markers: readonly Marker[] = []): void {
    this.#count = markers.length;
    this.#marks = markers;
    this.#lost = [];
    this.changed();
  }

  /** Counts a marker that is about to be set. Returns its number. */
  next(): number {
    this.#count += 1;
    this.changed();
    return this.#count;
  }

  set(marker: Marker): void {
    this.#marks = [...this.#marks, marker];
    this.changed();
  }
}
