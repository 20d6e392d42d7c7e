import type { GapKind, Healed } from '../../shared/take/ledger.ts';
import type { JournalSummary } from '../../shared/journal/journal-api.ts';
import type { Marker } from '../../shared/take/take-events.ts';

/** What somebody asked for, at a frame of the ring. */
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
      /** It was asked for so long before the journal heard of it. */
      readonly agoMs: number;
      readonly done: (summary: JournalSummary) => void;
    };

/** What was found of the ring, to be told at one of its frames. */
export type ScheduledLoss =
  | { readonly at: number; readonly kind: 'gap'; readonly index: number }
  | {
      readonly at: number;
      readonly kind: 'missing';
      readonly frames: number;
      readonly cause: GapKind;
      /** So many frames ago they should have come. */
      readonly lookbackFrames: number;
    }
  | { readonly at: number; readonly kind: 'healed'; readonly hole: Healed; readonly lookbackFrames: number };

/** Something to do when the drain reaches a frame of the ring. */
export type ScheduledEvent = ScheduledCommand | ScheduledLoss;

export function isLoss(cut: ScheduledEvent): cut is ScheduledLoss {
  return cut.kind === 'gap' || cut.kind === 'missing' || cut.kind === 'healed';
}

/** Cuts in the order of their frames; of two at one frame, a loss comes first, else the earlier call. */
export class DrainSchedule {
  #cuts: ScheduledEvent[] = [];

  get length(): number {
    return this.#cuts.length;
  }

  get first(): ScheduledEvent | undefined {
    return this.#cuts[0];
  }

  /** The frame of the last command: a later one does not take effect before it. */
  get lastCommandAt(): number | undefined {
    return this.#cuts.findLast((cut) => !isLoss(cut))?.at;
  }

  add(cut: ScheduledEvent): void {
    const before = this.#cuts.findIndex((other) => other.at > cut.at || (other.at === cut.at && isLoss(cut)));
    this.#cuts.splice(before === -1 ? this.#cuts.length : before, 0, cut);
  }

  removeFirst(): void {
    this.#cuts.shift();
  }

  /** Empties the queue. */
  removeAll(): readonly ScheduledEvent[] {
    const cuts = this.#cuts;
    this.#cuts = [];
    return cuts;
  }

  /** Whatever waits for a frame behind `end` waits for `end` instead. */
  bringForward(end: number): void {
    this.#cuts = this.#cuts.map((cut) => (cut.at > end ? { ...cut, at: end } : cut));
  }
}
