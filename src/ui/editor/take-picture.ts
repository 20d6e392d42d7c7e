import type { Take } from '../../engine/takes/take.ts';
import type { Segment } from '../../shared/edit/edit-list.ts';
import { journalShape } from '../../shared/take/take-events.ts';
import type { PeakSource } from '../waveform/peak-source.ts';
import { ClosePeaks } from './close-peaks.ts';
import { EditedPeaks } from './edited-peaks.ts';

/** What the waveform of a take is drawn from: another object only where it looks different. */
export class TakePicture {
  readonly #read: (take: Take) => Promise<File>;
  #peaks: PeakSource | undefined;
  #segments: readonly Segment[] | undefined;
  #source: PeakSource | undefined;

  /** @param read opens the take's recording, for a close look */
  constructor(read: (take: Take) => Promise<File>) {
    this.#read = read;
  }

  /** @param segments what is shown of the recording; undefined for a take without one */
  of(
    take: Take,
    peaks: PeakSource | undefined,
    segments: readonly Segment[] | undefined,
  ): PeakSource | undefined {
    if (peaks === this.#peaks && segments === this.#segments) return this.#source;
    this.#peaks = peaks;
    this.#segments = segments;
    if (peaks === undefined || segments === undefined) return (this.#source = peaks);
    const close = new ClosePeaks(peaks, journalShape(take.spec), () => this.#read(take));
    return (this.#source = take.edits.state === 0 ? close : new EditedPeaks(close, segments));
  }
}
