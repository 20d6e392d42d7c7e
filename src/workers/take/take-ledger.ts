import { lostFrames, type Gap, type Healed, type Ledger } from '../../shared/take/ledger.ts';
import type { TakeWord } from '../../shared/journal/journal-notices.ts';
import type { TakeLog } from './take-log.ts';

/** Holes of one kind that are closer together than this count as one: a starved audio clock causes several a second. */
const HEALED_JOIN_SECONDS = 1;

/** A take's ledger while the take is recorded. What is found is logged at once; the sums are computed at the end. */
export class TakeLedger {
  readonly #joinFrames: number;
  readonly #log: TakeLog;
  readonly #notify: (word: TakeWord) => void;
  readonly #gaps: Gap[];
  readonly #healed: Healed[];
  /** Whether the last hole has grown since it was logged. */
  #healedGrew = false;
  /** The number of the suspicion that is in the log at present, if any; below, how many have been logged so far. */
  #suspicion: number | undefined;
  #suspicions = 0;

  /** @param past what an earlier recording of the same take left */
  constructor(
    sampleRate: number,
    past: Pick<Required<Ledger>, 'gaps' | 'healed'>,
    log: TakeLog,
    notify: (word: TakeWord) => void,
  ) {
    this.#joinFrames = HEALED_JOIN_SECONDS * sampleRate;
    this.#gaps = [...past.gaps];
    this.#healed = [...past.healed];
    this.#log = log;
    this.#notify = notify;
  }

  gap(gap: Gap): void {
    this.quietGap(gap);
    this.#notify({ type: 'gap', gap });
  }

  /** The same, without notifying the page. */
  quietGap(gap: Gap): void {
    this.#gaps.push(gap);
    this.#log.find({ type: 'gap', gap });
  }

  /** Notes a hole in one capture path (way) to the microphone, which another filled. */
  healed(hole: Healed): void {
    const last = this.#healed.at(-1);
    const joined = last && joinedHoles(last, hole, this.#joinFrames);
    if (joined !== undefined) {
      this.#healed[this.#healed.length - 1] = joined;
      this.#healedGrew = true;
      return;
    }
    this.logGrownHole();
    this.#healed.push(hole);
    this.#log.find({ type: 'healed', healed: hole });
    this.#notify({ type: 'healed', healed: hole });
  }

  /**
   * Logs the last hole if it has grown. Not each time it grows: a starved audio clock causes several holes a second.
   */
  logGrownHole(): void {
    const last = this.#healed.at(-1);
    if (!this.#healedGrew || last === undefined) return;
    this.#healedGrew = false;
    this.#log.find({ type: 'healed', healed: last });
  }

  /**
   * Logs what may be missing until more is known about it. The page is not notified. Does nothing while a suspicion
   * stands.
   */
  suspect(gap: Gap): void {
    if (this.#suspicion !== undefined) return;
    this.#suspicion = ++this.#suspicions;
    this.#log.find({ type: 'gap', gap, suspicion: this.#suspicion });
  }

  /** Withdraws the suspicion: more is known now, or nothing was missing. */
  withdraw(): void {
    if (this.#suspicion === undefined) return;
    this.#log.find({ type: 'withdrawn', suspicion: this.#suspicion });
    this.#suspicion = undefined;
  }

  /**
   * The final ledger. Frames that were captured but are not in the journal are a gap too: the disk took no more.
   * @param frame the take's end
   */
  close(
    frame: number,
    { captured, journaled, filled, ...clock }: Omit<Ledger, 'lost' | 'gaps' | 'healed'>,
  ): Ledger {
    if (captured > journaled) this.#gaps.push({ frame, frames: captured - journaled, kind: 'storage' });
    return {
      captured,
      journaled,
      ...(filled && { filled }),
      lost: lostFrames(this.#gaps),
      gaps: [...this.#gaps],
      ...(this.#healed.length > 0 && { healed: [...this.#healed] }),
      ...clock,
    };
  }
}

/**
 * Joins two holes of one kind if they are near: the result starts at the first one and has the sum of both lengths.
 * Undefined if they are not.
 */
function joinedHoles(last: Healed, next: Healed, nearFrames: number): Healed | undefined {
  const near = next.frame - (last.frame + last.frames) < nearFrames;
  if (!near || last.way !== next.way || last.kind !== next.kind) return undefined;
  return { ...last, frames: last.frames + next.frames };
}
