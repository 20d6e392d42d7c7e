import type { GapKind, Healed } from '../../shared/take/ledger.ts';
import type { JournalSummary } from '../../shared/journal/journal-api.ts';
import type { Marker } from '../../shared/take/take-events.ts';

/** A command, to be carried out at a ring frame. */
export type ScheduledCommand =
  | { readonly at: number; readonly kind: 'pause' | 'resume' }
  | {
      readonly at: number;
      readonly kind: 'marker';
      readonly label: string;
      readonly done: (marker: Marker) => void;
    }
  | {
      readonly at: number;
      readonly kind: 'finish';
      /** How many milliseconds before the journal received the command it was issued. */
      readonly agoMs: number;
      readonly done: (summary: JournalSummary) => void;
    };

/** A loss, or a hole that was filled, to be recorded at a ring frame. */
export type ScheduledLoss =
  | { readonly at: number; readonly kind: 'gap'; readonly index: number }
  | {
      readonly at: number;
      readonly kind: 'missing';
      readonly frames: number;
      readonly cause: GapKind;
      /** How many frames before `at` the missing frames should have arrived. */
      readonly lookbackFrames: number;
    }
  | { readonly at: number; readonly kind: 'healed'; readonly hole: Healed; readonly lookbackFrames: number };

/** Something to do when the drain reaches a ring frame. */
export type ScheduledEvent = ScheduledCommand | ScheduledLoss;

export function isLoss(cut: ScheduledEvent): cut is ScheduledLoss {
  return cut.kind === 'gap' || cut.kind === 'missing' || cut.kind === 'healed';
}

/**
 * Events ("cuts") in the order of their ring frames. At the same frame, losses go before commands, and each kind keeps the
 * order in which it was added.
 */
export class DrainSchedule {
  #cuts: ScheduledEvent[] = [];

  get length(): number {
    return this.#cuts.length;
  }

  get first(): ScheduledEvent | undefined {
    return this.#cuts[0];
  }

  /** The ring frame of the last command. A later command does not take effect before it. */
  get lastCommandAt(): number | undefined {
    return this.#cuts.findLast((cut) => !isLoss(cut))?.at;
  }

  add(cut: ScheduledEvent): void {
    const before = this.#cuts.findIndex(
      (other) => other.at > cut.at || (other.at === cut.at && isLoss(cut) && !isLoss(other)),
    );
    this.#cuts.splice(before === -1 ? this.#cuts.length : before, 0, cut);
  }

  removeFirst(): void {
    this.#cuts.shift();
  }

  /** Empties the schedule and returns what was in it. */
  removeAll(): readonly ScheduledEvent[] {
    const cuts = this.#cuts;
    this.#cuts = [];
    return cuts;
  }

  /** Moves everything that waits for a frame after `end` to `end`. */
  bringForward(end: number): void {
    this.#cuts = this.#cuts.map((cut) => (cut.at > end ? { ...cut, at: end } : cut));
  }
}
