import type { TakeJournal } from './take-journal.ts';

/** A take while it is recorded, whichever rings its frames come from. */
export class OpenTake {
  readonly journal: TakeJournal;
  readonly startedMs: number;
  /** Take frame at which the present stretch began: where the recording did, or the last resume. */
  stretchFrom: number;
  paused = false;
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
}
