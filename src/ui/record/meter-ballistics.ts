import type { ChannelLevel } from '../../shared/journal/status-block.ts';

/** The meter's lower end, in dBFS. */
export const FLOOR_DB = -60;

const FALL_DB_PER_SECOND = 26;
const HOLD_MS = 1500;

export function decibels(level: number): number {
  return level > 0 ? Math.max(FLOOR_DB, 20 * Math.log10(level)) : FLOOR_DB;
}

/** Where on the scale, 0 to 1, a level is. */
export function scalePosition(db: number): number {
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}

/** How a channel's bars move: up at once, down slowly, the peak line rests before it falls. All in dBFS. */
export class MeterBallistics {
  rms = FLOOR_DB;
  peak = FLOOR_DB;
  hold = FLOOR_DB;
  #heldUntil = 0;
  #lastMs = 0;

  update(level: ChannelLevel, nowMs: number): void {
    // After a hidden tab the bars fall for a second at most, not for all that time.
    const fall = (Math.min(1000, Math.max(0, nowMs - this.#lastMs)) / 1000) * FALL_DB_PER_SECOND;
    this.#lastMs = nowMs;
    const peak = decibels(level.peak);
    this.rms = Math.max(decibels(level.rms), this.rms - fall, FLOOR_DB);
    this.peak = Math.max(peak, this.peak - fall, FLOOR_DB);
    if (peak >= this.hold) {
      this.hold = peak;
      this.#heldUntil = nowMs + HOLD_MS;
    } else if (nowMs > this.#heldUntil) {
      this.hold = Math.max(this.peak, this.hold - fall, FLOOR_DB);
    }
  }
}
