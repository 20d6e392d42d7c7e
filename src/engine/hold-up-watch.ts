import type { JournalClient } from './journal-client.ts';
import type { Session } from './session.ts';

const LOOK_MS = 500;
/** The browser holds a microphone's audio for much longer than this before it drops any. */
const MIN_LATE_SECONDS = 0.04;

/** Tells the journal when the page was held up so that the browser may have dropped some of the microphone's audio. */
export class HoldUpWatch {
  readonly #session: Session;
  readonly #journal: Pick<JournalClient, 'heldUp'>;
  readonly #timer: ReturnType<typeof setInterval>;
  #source: Session['source'];
  #toldSeconds: number;

  constructor(session: Session, journal: Pick<JournalClient, 'heldUp'>) {
    this.#session = session;
    this.#journal = journal;
    this.#source = session.source;
    this.#toldSeconds = this.#source.lateSeconds();
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
  }

  async #look(): Promise<void> {
    const { source } = this.#session;
    if (source !== this.#source) {
      this.#source = source;
      this.#toldSeconds = 0;
    }
    const late = source.lateSeconds() - this.#toldSeconds;
    if (late < MIN_LATE_SECONDS) return;
    this.#toldSeconds += late;
    // A journal that died is heard of elsewhere.
    await this.#journal.heldUp(Math.round(late * source.sampleRate)).catch(() => {});
  }

  /** The take is over. What was before its end is told first. */
  end(): void {
    clearInterval(this.#timer);
    void this.#look();
  }
}
