import type { StatusBlock } from '../../shared/journal/status-block.ts';
import type { TakeJournal } from '../take/take-journal.ts';

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

  /** @param inRing frames of the take that are still in the ring: the length that the user sees includes them */
  show(journal: TakeJournal, inRing: number): void {
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
