import { fromErrorRecord, type CapstanError } from '../../shared/base/errors.ts';
import type { JournalNotice, TakeNotice } from '../../shared/journal/journal-notices.ts';
import type { Tell } from './recorder-state.ts';
import type { StateMachine } from './state-machine.ts';

/** Passes the journal's notices on to the recorder's listeners, the open microphone and the take's failover. */
export class TakeNotices {
  readonly #machine: StateMachine;
  readonly #tell: Tell;
  readonly #giveUp: (reason: CapstanError) => void;
  /** The take that is being begun, and the notices so far on it and its microphone, which nobody can act on yet. */
  #early: { readonly takeId: string; readonly notices: JournalNotice[] } | undefined;

  /** @param giveUp ends the take when its storage fails */
  constructor(machine: StateMachine, tell: Tell, giveUp: (reason: CapstanError) => void) {
    this.#machine = machine;
    this.#tell = tell;
    this.#giveUp = giveUp;
  }

  /** The take is being begun: notices are queued until `release`. */
  hold(takeId: string): void {
    this.#early = { takeId, notices: [] };
  }

  /** The take has begun: passes the queued notices on. If it failed to begin, they are dropped. */
  release(): void {
    const early = this.#early;
    this.#early = undefined;
    for (const notice of early?.notices ?? []) this.hear(notice);
  }

  hear(notice: JournalNotice): void {
    const { session } = this.#machine;
    if (notice.type === 'way') {
      if (session === undefined) this.#early?.notices.push(notice);
      else session.hear(notice.way, notice.state);
    } else if (notice.takeId === this.#early?.takeId) {
      this.#early.notices.push(notice);
    } else if (notice.takeId === this.#machine.take?.spec.id) {
      this.#hearOfTake(notice);
    }
  }

  #hearOfTake(notice: TakeNotice): void {
    const { phase } = this.#machine;
    switch (notice.type) {
      case 'gap':
        this.#tell('gap', notice.gap);
        break;
      case 'healed':
        this.#tell('healed', notice.healed);
        break;
      case 'storage':
        this.#giveUp(fromErrorRecord(notice.error));
        break;
      case 'sound':
        this.#tell('sound', notice.warning);
        break;
      case 'clock':
        if (phase.kind === 'recording' || phase.kind === 'paused') void phase.failover.clock(notice.state);
        break;
    }
  }
}
