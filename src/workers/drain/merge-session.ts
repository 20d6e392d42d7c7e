import { ringCapacityFrames } from '../../shared/capture/capture-ring.ts';
import { cursorAdvance } from '../../shared/base/cursor.ts';
import type { CaptureLink, Moment, WayLink } from '../../shared/journal/capture-link.ts';
import type { WayState } from '../../shared/journal/journal-notices.ts';
import { StatusBlock } from '../../shared/journal/status-block.ts';
import { CaptureDrain } from './capture-drain.ts';
import { CaptureMerge } from '../merge/capture-merge.ts';
import type { Intake } from './intake.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { MergedRing } from '../merge/merged-ring.ts';

/**
 * Commands name frames of the past. This much of it is kept, whatever the pre-roll, for a page that hangs after a
 * click.
 */
const COMMAND_SLACK_SECONDS = 10;
/** Room for what is merged in one turn, besides the frames that are kept. */
const TURN_SECONDS = 2;

/**
 * One microphone whose frames arrive in shared-memory rings: the merge of its capture paths (ways), and the drain of
 * the merged frames.
 */
export class MergeSession implements Intake {
  readonly id: number;
  readonly merged: MergedRing;
  readonly drain: CaptureDrain;
  readonly #merge: CaptureMerge;
  /** Closed ways whose frames did not all fit yet, each with the function to call when its ring is no longer used. */
  readonly #leaving = new Map<number, () => void>();

  /** @param spare a ring from an earlier session, which is reused if its shape is right */
  constructor(
    link: CaptureLink,
    kernels: Kernels,
    spare: MergedRing | undefined,
    onWayState: (way: number, state: WayState) => void,
  ) {
    const { id, sampleRate, channels, preRollFrames, ways } = link;
    const keepFrames = preRollFrames + COMMAND_SLACK_SECONDS * sampleRate;
    const capacity = ringCapacityFrames(sampleRate, keepFrames / sampleRate + TURN_SECONDS);
    const status = new StatusBlock(link.status);
    status.clearLevels();
    this.id = id;
    this.merged =
      spare?.restart(channels, capacity, sampleRate) === true
        ? spare
        : new MergedRing(channels, capacity, sampleRate);
    this.#merge = new CaptureMerge(this.merged, {
      healed: (hole) => this.drain.losses.healed(hole),
      jumped: (frame, frames) => this.drain.losses.jumped(frame, frames),
      lost: (frame, frames) => this.drain.losses.lost(frame, frames),
      wayState: onWayState,
    });
    const stamps = () => this.#merge.stamps(performance.now());
    this.drain = new CaptureDrain(this.merged.ring, kernels, status, { sampleRate, keepFrames, stamps });
    for (const way of ways) this.addWay(way);
  }

  addWay(way: WayLink): void {
    this.#merge.add(way, performance.now());
  }

  /** Resolves when the way's ring is no longer used. */
  dropWay(id: number): Promise<void> {
    return new Promise((done) => {
      // If this is called twice, both promises resolve.
      const before = this.#leaving.get(id);
      this.#leaving.set(id, () => {
        before?.();
        done();
      });
      this.#letLeave();
    });
  }

  cursorAt(moment: Moment): number {
    if (moment.length === 0) return 0;
    // So that a way whose first frames have just arrived gets its place first.
    this.#merge.turn(performance.now());
    return cursorAdvance(0, this.#merge.frameOf(moment) ?? this.#merge.now());
  }

  endAt(moment: Moment, tailFrames: number, mostLateMs: number): number {
    // A moment without a tail is that of a microphone that is gone: nothing more comes.
    if (moment.length === 0 || tailFrames === 0) return cursorAdvance(this.cursorAt(moment), tailFrames);
    const nowMs = performance.now();
    this.#merge.turn(nowMs);
    return cursorAdvance(0, this.#merge.capturedAt(moment, nowMs, mostLateMs) + tailFrames);
  }

  turn(): boolean {
    const full = this.#merge.turn(performance.now());
    const more = this.drain.turn();
    this.#letLeave();
    return more || (full && this.merged.space > 0);
  }

  write(): void {
    this.#merge.turn(performance.now());
    this.drain.flush();
  }

  /** Merges everything that the rings hold, and drains it. */
  flush(): void {
    let full = true;
    while (full) {
      full = this.#merge.flush(performance.now());
      while (this.drain.turn());
      if (this.merged.space === 0) break;
    }
    this.#letLeave();
  }

  /** Ends the session and resolves all pending `dropWay` calls. Returns the merged ring for the next session. */
  close(): MergedRing {
    for (const done of this.#leaving.values()) done();
    this.#leaving.clear();
    return this.merged;
  }

  #letLeave(): void {
    for (const [id, done] of this.#leaving) {
      if (!this.#merge.drop(id, performance.now())) return;
      this.#leaving.delete(id);
      done();
    }
  }
}
