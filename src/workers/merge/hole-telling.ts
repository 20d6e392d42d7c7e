import { GAP_CAUSE } from '../../shared/capture/capture-ring.ts';
import { assertNever } from '../../shared/base/errors.ts';
import type { Healed } from '../../shared/take/ledger.ts';
import type { WayKind } from '../../shared/journal/capture-link.ts';
import type { WayState } from '../../shared/journal/journal-notices.ts';
import {
  placeBefore,
  REOPENED_STAMP_TOLERANCE_SECONDS,
  STAMP_TOLERANCE_SECONDS,
  type Hole,
  type Overtaking,
} from './hole.ts';

/** Receives what the merge finds. Positions are merged frames. */
export interface MergeListener {
  /** One capture path (way) had a hole, and another way filled it. */
  healed(hole: Healed): void;
  /**
   * By a track's time stamps, or the arrival of its frames, `frames` frames are missing at `frame`. No way had any of
   * them.
   */
  jumped(frame: number, frames: number): void;
  /** `frames` frames more than were reported are missing at `frame`. */
  lost(frame: number, frames: number): void;
  wayState(way: number, state: WayState): void;
}

/**
 * After a way was closed and reopened, a loss longer than this is reported. Two buffers are longer. They may be jitter
 * of their arrival, but the other way was alone meanwhile and nothing else can show what it dropped.
 */
const ARRIVAL_TOLERANCE_SECONDS = 0.015;

/** What is known of a way when its place is found. */
export interface Rejoining {
  readonly way: WayKind;
  /** Its offset: merged frame minus ring frame. */
  readonly offset: number;
  /** The merged frame from which on its frames are present again. */
  readonly first: number;
  /** The expected offset; see `WayRing.expectedOffset`. */
  readonly expected: number | undefined;
  /** Whether the expected offset of a reopened way comes from stamps. */
  readonly stamped: boolean;
}

/** Reports what a way's hole was, once the way is back. */
export class HoleTelling {
  readonly #listener: MergeListener;
  readonly #sampleRate: number;

  constructor(listener: MergeListener, sampleRate: number) {
    this.#listener = listener;
    this.#sampleRate = sampleRate;
  }

  tell(hole: Hole, { way, offset, first, expected, stamped }: Rejoining): void {
    const { frame } = hole;
    switch (hole.kind) {
      case 'overtaken':
        return this.#moreLost(hole, offset);
      case 'begins':
        return this.#healed({ frame, frames: first - frame, way, kind: 'late' });
      case 'reopened':
        this.#healed({ frame, frames: first - frame, way, kind: 'silent' });
        // Time that passed while the way was closed. Where in that stretch is unknown: its middle is the best guess.
        if (expected !== undefined) {
          const middle = Math.round((frame + first) / 2);
          this.nobodyHad({ ...hole, frame: middle }, offset, expected - offset, stamped);
        }
        return;
      case 'parted': {
        const tooMany = hole.offset - offset;
        // A track never has frames too many. It was late, and the worklet, alone meanwhile, dropped them.
        if (way === 'track' && tooMany > 0) return this.#listener.lost(frame, tooMany + hole.listedFrames);
        if (tooMany > 0) this.#healed({ frame, frames: tooMany, way, kind: 'inserted' });
        else this.#healed({ frame, frames: first - frame, way, kind: 'missing' });
        const jumped = hole.cause === GAP_CAUSE.stampJump;
        if (jumped && expected !== undefined) this.nobodyHad(hole, offset, expected - offset);
        return;
      }
      default:
        assertNever(hole);
    }
  }

  /** Reports that `frames` frames are missing at a hole by stamps or the clock, beyond those that another way had. */
  nobodyHad(hole: Hole, offset: number, frames: number, stamped = false): void {
    const before = placeBefore(hole);
    // The other way had frames that the track lacks: frames were dropped, and what remains beyond jitter was dropped
    // too.
    const dropped = before !== undefined && offset > before;
    const reopened = stamped ? REOPENED_STAMP_TOLERANCE_SECONDS : ARRIVAL_TOLERANCE_SECONDS;
    const tolerance = before === undefined ? reopened : STAMP_TOLERANCE_SECONDS;
    const beyondJitter = frames > tolerance * this.#sampleRate;
    if (dropped && beyondJitter) this.#listener.lost(hole.frame, frames);
    else if (beyondJitter || (dropped && frames > 0)) this.#listener.jumped(hole.frame, frames);
  }

  /**
   * Reports what was lost beyond what was told. Across the loss, this way has more frames than the merged sound; the
   * difference is the actual loss.
   */
  #moreLost(hole: Overtaking, offset: number): void {
    if (hole.offset === undefined) return;
    const more = hole.offset + hole.listedFrames - offset - hole.lost;
    if (more > 0) this.#listener.lost(hole.frame, more);
  }

  #healed(hole: Healed): void {
    if (hole.frames > 0) this.#listener.healed(hole);
  }
}
