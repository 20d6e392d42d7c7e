import { FeedRingReader } from '../../shared/encode/feed-ring.ts';
import { JobProgress, type JobCounts } from '../../shared/encode/job-progress.ts';
import type { JobChannel } from '../../shared/encode/encoder-api.ts';

/** The job's end of its channel to the page. */
export interface JobChannelJobPort {
  /** The page reads what is written here. */
  readonly counts: JobCounts;
  cancelled(): boolean;
}

export function openJobChannel(channel: JobChannel): JobChannelJobPort {
  switch (channel.kind) {
    case 'shared': {
      const cancel = new FeedRingReader(channel.cancel);
      return { counts: new JobProgress(channel.progress), cancelled: () => cancel.cancelled() };
    }
    case 'port':
      // Cancelling terminates this worker.
      return { counts: new SentCounts(channel.port as MessagePort), cancelled: () => false };
  }
}

const SEND_INTERVAL_MS = 100;

/** Counts that are sent to the page at intervals. A message leaves a worker even while ffmpeg blocks it. */
export class SentCounts implements JobCounts {
  readonly #port: MessagePort;
  #bytesIn = 0;
  #bytesOut = 0;
  #sentMs = -Infinity;

  constructor(port: MessagePort) {
    this.#port = port;
  }

  get bytesIn(): number {
    return this.#bytesIn;
  }

  set bytesIn(bytes: number) {
    this.#bytesIn = bytes;
    this.#sendIfDue();
  }

  get bytesOut(): number {
    return this.#bytesOut;
  }

  set bytesOut(bytes: number) {
    this.#bytesOut = bytes;
    this.#sendIfDue();
  }

  #sendIfDue(): void {
    const nowMs = performance.now();
    if (nowMs - this.#sentMs < SEND_INTERVAL_MS) return;
    this.#sentMs = nowMs;
    const counts: JobCounts = { bytesIn: this.#bytesIn, bytesOut: this.#bytesOut };
    this.#port.postMessage(counts);
  }
}
