import { parentPort, workerData } from 'node:worker_threads';
import { FeedRingReader } from '../../src/shared/encode/feed-ring.ts';

/** The reading side of a two-thread test: reads to the end as ffmpeg does, in requests of the sizes given. */
export interface ReaderTask {
  readonly feed: SharedArrayBuffer;
  readonly requests: readonly number[];
}

/** What a reader got before the end of its stream. */
export interface ReaderReport {
  readonly bytes: Uint8Array;
  /** How the reader saw the end: as the stream's own, or as a cancel. */
  readonly cancelled: boolean;
}

const { feed, requests } = workerData as ReaderTask;
const reader = new FeedRingReader(feed);
const offset = 3; // as into a heap, not always to its start
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
