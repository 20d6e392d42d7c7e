import type { Marker } from '../../shared/take/take-events.ts';
import type { TakeJournal } from '../take/take-journal.ts';

/** A take while it is recorded, whichever rings its frames come from. */
export class OpenTake {
  readonly journal: TakeJournal;
  readonly startedMs: number;
  /** Take frame at which the recording last resumed: where the recording did, or the last resume. */
  resumedAtFrame: number;
  paused = false;
  /** Frames passed over in the present pause, or in the last one. */
  pausedFrames = 0;
  /** Frames that rings before the present one delivered for the take, pauses left out. */
  captured = 0;
  /** What their clocks counted meanwhile, pauses and known losses included; and the time between the rings. */
  clockFrames = 0;
  /** When the last frame of the ring before came. */
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

  /** A marker `lookbackFrames` before the present end, or where the recording last resumed; in a pause it stands at the end. */
  marker(lookbackFrames: number, label: string): Marker {
    const behind = this.paused ? 0 : lookbackFrames;
    return this.journal.marker(Math.max(this.resumedAtFrame, this.journal.frames - behind), label);
  }

  /** The take's frame of the moment `lookbackFrames` ago, or the one nearest to it; undefined if it was paused then. */
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
