import { CAPTURE_HEADROOM_SECONDS } from '../../shared/capture/capture-headroom.ts';
import { BufferDrift } from './buffer-drift.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { Session } from '../capture/session.ts';

const LOOK_MS = 250;
/** It counts a page that was late by whole pieces of the render, and not those it had ready. */
const UNCOUNTED_SECONDS = 0.06;

/**
 * Tells the journal when the browser may have had no room for some of the microphone's audio, and dropped it. Only where
 * the audio graph is the only way: the track's frames say by themselves what is missing.
 */
export class DropoutMonitor {
  readonly #session: Session;
  readonly #journal: Pick<JournalClient, 'heldUp'>;
  readonly #timer: ReturnType<typeof setInterval>;
  #counting: Counting | undefined;
  /** Whether nothing needed to be counted until now. */
  #idle: boolean;

  constructor(session: Session, journal: Pick<JournalClient, 'heldUp'>) {
    this.#session = session;
    this.#journal = journal;
    const { source } = session;
    const counts = source.browserCounts();
    this.#idle = counts === undefined;
    // What is held up before the take is nothing to it.
    if (counts !== undefined) this.#counting = beginCounting(source, counts.lateSeconds);
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
  }

  async #look(): Promise<void> {
    const { source } = this.#session;
    const counts = source.browserCounts();
    if (counts === undefined) {
      this.#counting = undefined;
      this.#idle = true;
      return;
    }
    const { lateSeconds, framesAhead } = counts;
    if (this.#counting?.source !== source) {
      this.#counting = beginCounting(source, this.#idle ? lateSeconds : 0);
      this.#idle = false;
    }
    const counting = this.#counting;
    const frames =
      overflow(counting, lateSeconds) + (framesAhead === undefined ? 0 : counting.count.observe(framesAhead));
    // A journal that died is heard of elsewhere.
    if (frames > 0) await this.#journal.heldUp(frames).catch(() => {});
  }

  /** The take is over. What was before its end is told first. */
  end(): void {
    clearInterval(this.#timer);
    void this.#look();
  }
}

/** What was counted of one source. */
interface Counting {
  readonly source: Session['source'];
  readonly count: BufferDrift;
  /** Of the browser's count of how late the page was, what is told of or was nothing. */
  seenSeconds: number;
}

function beginCounting(source: Session['source'], seenSeconds: number): Counting {
  return { source, count: new BufferDrift(source.sampleRate, CAPTURE_HEADROOM_SECONDS), seenSeconds };
}

/** Frames that there may have been no room for when the page was late. */
function overflow(counting: Counting, lateSeconds: number): number {
  const { sampleRate } = counting.source;
  const late = lateSeconds - counting.seenSeconds;
  counting.seenSeconds = lateSeconds;
  const room = CAPTURE_HEADROOM_SECONDS - counting.count.heldFrames / sampleRate;
  return late > 0 && late + UNCOUNTED_SECONDS > room ? Math.round(late * sampleRate) : 0;
}
