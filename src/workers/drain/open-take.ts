import type { Marker } from '../../shared/take/take-events.ts';
import type { TakeJournal } from '../take/take-journal.ts';

/** A take while it is being recorded, whichever rings its frames come from. */
export class OpenTake {
  readonly journal: TakeJournal;
  readonly startedMs: number;
  /** Take frame at which recording began or last resumed. */
  resumedAtFrame: number;
  paused = false;
  /** Frames skipped in the current pause, or in the last one. */
  pausedFrames = 0;
  /** Frames that earlier rings delivered for the take, without pauses. */
  captured = 0;
  /**
   * Frames that the clocks of earlier rings counted, including pauses and known losses, plus the time between rings.
   */
  clockFrames = 0;
  /** When the last frame of the previous ring arrived. */
  lastFrameMs: number;

  constructor(journal: TakeJournal, now: number) {
    this.journal = journal;
    this.resumedAtFrame = journal.frames;
    this.startedMs = now;
    this.lastFrameMs = now;
  }

  pause(): void {
    this.paused = true;
    this.pausedFrames = 0;
    this.journal.pause();
  }

  resume(): void {
    this.paused = false;
    this.resumedAtFrame = this.journal.frames;
    this.journal.resume();
  }

  /**
   * Sets a marker `lookbackFrames` before the current end, but not before the frame at which recording last resumed. In
   * a pause it is set at the end.
   */
  marker(lookbackFrames: number, label: string): Marker {
    const behind = this.paused ? 0 : lookbackFrames;
    return this.journal.marker(Math.max(this.resumedAtFrame, this.journal.frames - behind), label);
  }

  /**
   * The take frame of the moment `lookbackFrames` frames ago, or the nearest one; undefined if the take was paused
   * then.
   */
  frameOf(lookbackFrames: number): number | undefined {
    const { frames } = this.journal;
    if (this.paused) {
      const beforePause = lookbackFrames - this.pausedFrames;
      return beforePause <= 0 ? undefined : Math.max(this.resumedAtFrame, frames - beforePause);
    }
    const sincePause = frames - this.resumedAtFrame;
    if (lookbackFrames <= sincePause) return frames - lookbackFrames;
    return lookbackFrames - sincePause <= this.pausedFrames ? undefined : this.resumedAtFrame;
  }
}
