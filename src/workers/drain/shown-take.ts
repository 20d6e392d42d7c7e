import type { StatusBlock } from '../../shared/journal/status-block.ts';
import type { TakeJournal } from '../take/take-journal.ts';
import type { DrainRing } from './drain-ring.ts';
import type { OpenTake } from './open-take.ts';

/** What the page is shown of the take being recorded, through the status block. */
export class ShownTake {
  readonly #status: StatusBlock;

  constructor(status: StatusBlock) {
    this.#status = status;
  }

  begin({ peaks, preRollFrames }: TakeJournal): void {
    this.#status.peaks.begin(peaks.channels, peaks.columns);
    this.#status.setPreRoll(preRollFrames);
  }

  /** The length that the user sees includes the frames that are still in the ring. */
  showOpen(take: OpenTake | undefined, { written, position }: DrainRing): void {
    if (take !== undefined) this.show(take.journal, take.paused ? 0 : written - position);
  }

  /** @param inRing frames of the take that are still in the ring */
  show(journal: TakeJournal, inRing = 0): void {
    this.#status.setTake(journal.frames + inRing, journal.dataBytes);
    this.showLoudness(journal);
    this.#showPeaks(journal);
  }

  showLoudness({ loudness }: TakeJournal): void {
    this.#status.setTakeLoudness(loudness);
  }

  /** Passes the new columns of the take on. */
  #showPeaks({ peaks }: TakeJournal): void {
    const { columns } = peaks.since(this.#status.peaks.count);
    if (columns.length > 0) this.#status.peaks.push(columns);
  }
}
