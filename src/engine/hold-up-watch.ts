import { ROOM_SECONDS } from '../shared/browser-room.ts';
import { DeliveryCount } from './delivery-count.ts';
import type { JournalClient } from './journal-client.ts';
import type { Session } from './session.ts';

const LOOK_MS = 250;
/** It counts a page that was late by whole pieces of the render, and not those it had ready. */
const UNCOUNTED_SECONDS = 0.06;

/** Tells the journal when the browser may have had no room for some of the microphone's audio, and dropped it. */
export class HoldUpWatch {
  readonly #session: Session;
  readonly #journal: Pick<JournalClient, 'heldUp'>;
  readonly #timer: ReturnType<typeof setInterval>;
  #source: Session['source'];
  #count: DeliveryCount;
  /** Of the browser's count of how late the page was, what is told of or was nothing. */
  #seenSeconds: number;

  constructor(session: Session, journal: Pick<JournalClient, 'heldUp'>) {
    this.#session = session;
    this.#journal = journal;
    this.#source = session.source;
    this.#count = new DeliveryCount(session.source.sampleRate, ROOM_SECONDS);
    this.#seenSeconds = this.#source.browserCounts().lateSeconds;
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
  }

  async #look(): Promise<void> {
    const { source } = this.#session;
    if (source !== this.#source) {
      this.#source = source;
      this.#count = new DeliveryCount(source.sampleRate, ROOM_SECONDS);
      this.#seenSeconds = 0;
    }
    const { lateSeconds, framesAhead } = source.browserCounts();
    const frames =
      this.#overflow(lateSeconds) + (framesAhead === undefined ? 0 : this.#count.look(framesAhead));
    // A journal that died is heard of elsewhere.
    if (frames > 0) await this.#journal.heldUp(frames).catch(() => {});
  }

  /** Frames that there may have been no room for when the page was late. */
  #overflow(lateSeconds: number): number {
    const { sampleRate } = this.#source;
    const late = lateSeconds - this.#seenSeconds;
    this.#seenSeconds = lateSeconds;
    const room = ROOM_SECONDS - this.#count.heldFrames / sampleRate;
    return late > 0 && late + UNCOUNTED_SECONDS > room ? Math.round(late * sampleRate) : 0;
  }

  /** The take is over. What was before its end is told first. */
  end(): void {
    clearInterval(this.#timer);
    void this.#look();
  }
}
