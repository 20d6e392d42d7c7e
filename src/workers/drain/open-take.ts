import type { Marker } from '../../shared/take/take-events.ts';
import type { TakeJournal } from '../take/take-journal.ts';

/** A take while it is recorded, whichever rings its frames come from. */
export class OpenTake {
  readonly journal: TakeJournal;
  readonly startedMs: number;
  /** Take frame at which the present stretch began: where the recording did, or the last resume. */
  stretchFrom: number;
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
    this.stretchFrom = journal.frames;
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
    this.stretchFrom = this.journal.frames;
    this.journal.resume();
  }

  /** A marker `ago` frames before the present end, or where the present stretch began; in a pause it stands at the end. */
  marker(ago: number, label: string): Marker {
    const behind = this.paused ? 0 : ago;
    return this.journal.marker(Math.max(this.stretchFrom, this.journal.frames - behind), label);
  }

  /** The take's frame of the moment `ago` frames ago, or the one nearest to it; undefined if it was paused then. */
  frameOf(ago: number): number | undefined {
    const { frames } = this.journal;
    if (this.paused) {
      const beforePause = ago - this.pausedFrames;
      return beforePause <= 0 ? undefined : Math.max(this.stretchFrom, frames - beforePause);
    }
    const sincePause = frames - this.stretchFrom;
    if (ago <= sincePause) return frames - ago;
    return ago - sincePause <= this.pausedFrames ? undefined : this.stretchFrom;
  }
}
