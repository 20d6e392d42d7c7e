import type { Recorder } from '../../engine/record/recorder.ts';
import type { Take } from '../../engine/takes/take.ts';
import { isLoss, type Gap } from '../../shared/take/ledger.ts';
import type { Marker } from '../../shared/take/take-events.ts';
import type { LostSpan, WaveMark } from '../../shared/waveform/wave-places.ts';
import { Model } from '../kit/model.ts';

const NOTHING: Pick<Take, 'markers' | 'gaps'> = { markers: [], gaps: [] };

/** Where markers and missing audio are in the take being recorded, or in the last one. */
export class TakeMarks extends Model {
  #count = 0;
  #marks: readonly WaveMark[] = [];
  #lost: readonly LostSpan[] = [];
  #takeId: string | undefined;
  /** What the take that is about to begin already has. */
  #before: Pick<Take, 'markers' | 'gaps'> = NOTHING;

  constructor(recorder: Pick<Recorder, 'on'>) {
    super();
    recorder.on('gap', (gap) => {
      if (!isLoss(gap.kind)) return;
      this.#lost = [...this.#lost, lostSpan(gap)];
      this.changed();
    });
    recorder.on('state', (state) => {
      if (!('takeId' in state) || state.takeId === this.#takeId) return;
      this.#takeId = state.takeId;
      this.#marks = this.#before.markers;
      this.#lost = this.#before.gaps.filter(({ kind }) => isLoss(kind)).map(lostSpan);
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

  /**
   * Call when a take is about to begin. What is shown of the last one stays until it has begun.
   * @param continued the take that is continued, with what it already has
   */
  begin(continued: Pick<Take, 'markers' | 'gaps'> = NOTHING): void {
    this.#before = continued;
    this.#takeId = undefined;
    this.#count = continued.markers.length;
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

  /** A marker got another name. */
  replace(marker: Marker, named: Marker): void {
    this.#marks = this.#marks.map((mark) => (mark === marker ? named : mark));
    this.changed();
  }
}

function lostSpan({ frame, frames, filled }: Gap): LostSpan {
  return { frame, frames: filled === true ? frames : 0 };
}
