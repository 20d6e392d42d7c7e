import type { ChannelLevel } from '../../shared/journal/status-block.ts';

/** Lower end of the meter's scale, in dBFS. */
export const FLOOR_DB = -60;

const FALL_DB_PER_SECOND = 26;
const HOLD_MS = 1500;

export function decibels(level: number): number {
  return level > 0 ? Math.max(FLOOR_DB, 20 * Math.log10(level)) : FLOOR_DB;
}

/** A level's position on the scale, 0 to 1. */
export function scalePosition(db: number): number {
  return Math.min(1, Math.max(0, 1 - db / FLOOR_DB));
}

/**
 * The movement of a channel's bars: they rise at once and fall slowly, and the peak line rests before it falls. All
 * values are in dBFS.
 */
export class MeterBallistics {
  rms = FLOOR_DB;
  peak = FLOOR_DB;
  hold = FLOOR_DB;
  #heldUntil = 0;
  #lastMs = 0;

  update(level: ChannelLevel, nowMs: number): void {
    // After a hidden tab the bars fall by one second's worth at most, not by the entire time.
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
