import { parentPort, workerData } from 'node:worker_threads';
import { FeedRingReader } from '../../src/shared/encode/feed-ring.ts';

/** The reading side of a two-thread test: it reads to the end as ffmpeg does, in requests of the given sizes. */
export interface ReaderTask {
  readonly feed: SharedArrayBuffer;
  readonly requests: readonly number[];
}

/** What a reader received before the end of its stream. */
export interface ReaderReport {
  readonly bytes: Uint8Array;
  /** Whether the reader saw the end as a cancel, not as the stream's own end. */
  readonly cancelled: boolean;
}

const { feed, requests } = workerData as ReaderTask;
const reader = new FeedRingReader(feed);
const offset = 3; // as in a heap, where a read does not always go to the start
const target = new Uint8Array(offset + Math.max(...requests));
const parts: Uint8Array[] = [];
parentPort!.postMessage('reading');
for (let i = 0; ; i++) {
  const count = reader.read(target, offset, requests[i % requests.length]!);
  if (count === 0) break;
  parts.push(target.slice(offset, offset + count));
}
const report: ReaderReport = { bytes: new Uint8Array(Buffer.concat(parts)), cancelled: reader.cancelled() };
parentPort!.postMessage(report);
