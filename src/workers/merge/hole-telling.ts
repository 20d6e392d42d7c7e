import { GAP_CAUSE } from '../../shared/capture/capture-ring.ts';
import { assertNever } from '../../shared/base/errors.ts';
import type { Healed } from '../../shared/take/ledger.ts';
import type { WayKind } from '../../shared/journal/capture-link.ts';
import type { WayState } from '../../shared/journal/journal-notices.ts';
import { placeBefore, STAMP_TOLERANCE_SECONDS, type Hole, type Overtaking } from './hole.ts';

/** What the merge finds; places are merged frames. */
export interface MergeListener {
  /** A hole in one way that another filled. */
  healed(hole: Healed): void;
  /** The stamps of a track say that so many frames are missing here, and no way has had any. */
  jumped(frame: number, frames: number): void;
  /** So many frames more than was told are missing here. */
  lost(frame: number, frames: number): void;
  wayState(way: number, state: WayState): void;
}

/**
 * Behind a way that was closed and opened anew two buffers are told of, though they may be jitter of their arrival: the
 * other way was alone meanwhile, and nobody else can tell what it dropped.
 */
const ARRIVAL_TOLERANCE_SECONDS = 0.015;
/** Where stamps tell how long that was, a single buffer is: half of the 10 ms that browsers drop at once. */
const REOPENED_STAMP_TOLERANCE_SECONDS = 0.005;

/** What is known of a way when its place is found. */
export interface Rejoining {
  readonly way: WayKind;
  /** Its place. */
  readonly offset: number;
  /** The merged frame from which on it is there again. */
  readonly first: number;
  /** Where it was expected to be; see `WayRing.expectedOffset`. */
  readonly expected: number | undefined;
  /** Whether stamps tell where a way that was opened anew was expected. */
  readonly stamped: boolean;
}

/** Tells what a way's hole was, once it is there again. */
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
        // Time that went on while the way was closed. Nobody knows where in it: its middle is never far.
        if (expected !== undefined) {
          const middle = Math.round((frame + first) / 2);
          this.nobodyHad({ ...hole, frame: middle }, offset, expected - offset, stamped);
        }
        return;
      case 'parted': {
        const tooMany = hole.offset - offset;
        // A track has no frame too many: it was late, and the worklet, alone meanwhile, dropped them.
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

  /** So many frames are missing at a hole by stamps or the clock, beyond what another way had. */
  nobodyHad(hole: Hole, offset: number, frames: number, stamped = false): void {
    const before = placeBefore(hole);
    // The other way had some of what the track lacked: it was dropped, and what is left of it is more than jitter.
    const dropped = before !== undefined && offset > before;
    const reopened = stamped ? REOPENED_STAMP_TOLERANCE_SECONDS : ARRIVAL_TOLERANCE_SECONDS;
    const tolerance = before === undefined ? reopened : STAMP_TOLERANCE_SECONDS;
    const beyondJitter = frames > tolerance * this.#sampleRate;
    if (dropped && beyondJitter) this.#listener.lost(hole.frame, frames);
    else if (beyondJitter || (dropped && frames > 0)) this.#listener.jumped(hole.frame, frames);
  }

  /** What was merged after a loss lies nearer to what was before it than in this way, by what was lost. */
  #moreLost(hole: Overtaking, offset: number): void {
    if (hole.offset === undefined) return;
    const more = hole.offset + hole.listedFrames - offset - hole.lost;
    if (more > 0) this.#listener.lost(hole.frame, more);
  }

  #healed(hole: Healed): void {
    if (hole.frames > 0) this.#listener.healed(hole);
  }
}
