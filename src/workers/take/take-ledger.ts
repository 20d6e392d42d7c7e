import { lostFrames, type Gap, type Healed, type Ledger } from '../../shared/take/ledger.ts';
import type { TakeWord } from '../../shared/journal/journal-notices.ts';
import type { TakeLog } from './take-log.ts';

/** Holes of one kind that lie nearer together are one: a starved audio clock has several a second. */
const HEALED_JOIN_SECONDS = 1;

/** A ledger while its take is recorded: what is found stands in the log at once, and the sum is drawn at the end. */
export class TakeLedger {
  readonly #joinFrames: number;
  readonly #log: TakeLog;
  readonly #notify: (word: TakeWord) => void;
  readonly #gaps: Gap[];
  readonly #healed: Healed[];
  /** Whether the last hole has grown since the log was told of it. */
  #healedGrew = false;
  /** The suspicion that stands in the log at present, and how many have. */
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

  /** The same, and nobody is alarmed. */
  quietGap(gap: Gap): void {
    this.#gaps.push(gap);
    this.#log.find({ type: 'gap', gap });
  }

  /** A hole in one way to the microphone, which another filled. */
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

  /** Not each time it grows: a starved audio clock has several holes a second. */
  logGrownHole(): void {
    const last = this.#healed.at(-1);
    if (!this.#healedGrew || last === undefined) return;
    this.#healedGrew = false;
    this.#log.find({ type: 'healed', healed: last });
  }

  /** Notes in the log what may be missing, as long as it is not known better. Nobody is alarmed. */
  suspect(gap: Gap): void {
    if (this.#suspicion !== undefined) return;
    this.#suspicion = ++this.#suspicions;
    this.#log.find({ type: 'gap', gap, suspicion: this.#suspicion });
  }

  /** What was suspected is known better, or was not so. */
  withdraw(): void {
    if (this.#suspicion === undefined) return;
    this.#log.find({ type: 'withdrawn', suspicion: this.#suspicion });
    this.#suspicion = undefined;
  }

  /**
   * The sum, at the take's end. What was captured and is not in the journal is a gap too: the disk took no more.
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

/** Two holes of one kind as one, at the first one's place and as long as both, if they are near; undefined if not. */
function joinedHoles(last: Healed, next: Healed, nearFrames: number): Healed | undefined {
  const near = next.frame - (last.frame + last.frames) < nearFrames;
  if (!near || last.way !== next.way || last.kind !== next.kind) return undefined;
  return { ...last, frames: last.frames + next.frames };
}
