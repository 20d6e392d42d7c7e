import { CAPTURE_HEADROOM_SECONDS } from '../../shared/capture/capture-headroom.ts';
import { BufferDrift } from './buffer-drift.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { Session } from '../capture/session.ts';

const LOOK_MS = 250;
/** The count of lateness may be this much too low: the browser counts whole render buffers, less those it had ready. */
const UNCOUNTED_SECONDS = 0.06;

/**
 * Reports to the journal when the browser may have dropped some of the microphone's audio for lack of room. It counts
 * only while the audio graph is the sole capture path (way): a track's time stamps show by themselves what is missing.
 */
export class DropoutMonitor {
  readonly #session: Session;
  readonly #journal: Pick<JournalClient, 'heldUp'>;
  readonly #timer: ReturnType<typeof setInterval>;
  #counting: Counting | undefined;
  /** Whether nothing had to be counted at the last look. */
  #idle: boolean;

  constructor(session: Session, journal: Pick<JournalClient, 'heldUp'>) {
    this.#session = session;
    this.#journal = journal;
    const { source } = session;
    const counts = source.browserCounts();
    this.#idle = counts === undefined;
    // Lateness before the take does not concern it.
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
    // The death of the journal is reported elsewhere.
    if (frames > 0) await this.#journal.heldUp(frames).catch(() => {});
  }

  /** The take is over. Looks once more, to report what happened since the last look. */
  end(): void {
    clearInterval(this.#timer);
    void this.#look();
  }
}

/** The counts of one source. */
interface Counting {
  readonly source: Session['source'];
  readonly count: BufferDrift;
  /** The part of the browser's count of lateness, in seconds, that has been dealt with. */
  seenSeconds: number;
}

function beginCounting(source: Session['source'], seenSeconds: number): Counting {
  return { source, count: new BufferDrift(source.sampleRate, CAPTURE_HEADROOM_SECONDS), seenSeconds };
}

/** Frames that may not have fitted the browser's buffer when the page was late; 0 if there was room. */
function overflow(counting: Counting, lateSeconds: number): number {
  const { sampleRate } = counting.source;
  const late = lateSeconds - counting.seenSeconds;
  counting.seenSeconds = lateSeconds;
  const room = CAPTURE_HEADROOM_SECONDS - counting.count.heldFrames / sampleRate;
  return late > 0 && late + UNCOUNTED_SECONDS > room ? Math.round(late * sampleRate) : 0;
}
