import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { EncoderJob } from '../../../src/engine/encode/encoder-job.ts';
import type { FfmpegCore } from '../../../src/engine/encode/ffmpeg-core.ts';
import { LiveEncoding } from '../../../src/engine/encode/live-encoding.ts';
import { JournalClient } from '../../../src/engine/journal/journal-client.ts';
import type { JournalApi } from '../../../src/shared/journal/journal-api.ts';
import { WORKER_READY } from '../../../src/shared/base/worker-ready.ts';
import { createFeedRing } from '../../../src/shared/encode/feed-ring.ts';
import { FakeBridge } from '../stage/fake-bridge.ts';
import { FakeJournal } from '../stage/fake-journal.ts';
import { OPUS_TAKE } from './opus-take.ts';

/** A core that never arrives. */
const ON_ITS_WAY = { load: () => new Promise(() => {}) } as unknown as FfmpegCore;

beforeEach(() => vi.stubGlobal('crossOriginIsolated', true));
afterEach(() => vi.unstubAllGlobals());

function liveEncoding(core: FfmpegCore): LiveEncoding {
  const journal = new JournalClient(async () => new FakeBridge<JournalApi>(new FakeJournal()));
  return new LiveEncoding(OPUS_TAKE, core, journal);
}

function encoderJob(): EncoderJob {
  return new EncoderJob({
    input: { kind: 'feed', feed: createFeedRing(1024) },
    inputArgs: [],
    outputArgs: [],
    output: { takeId: 'a', file: 'take.opus', storage: 'disk' },
    format: 'opus',
  });
}

test('the encoder of a take that is cancelled while its core is on its way ends at once', async () => {
  const encoding = liveEncoding(ON_ITS_WAY);
  const run = encoding.run();
  await new Promise((resolve) => setTimeout(resolve, 20));
  encoding.cancel();
  expect(await run).toEqual({ outcome: 'cancelled' });
});

test('so does one whose core did not load before, and is loaded again', async () => {
  const load = vi
    .fn()
    .mockRejectedValueOnce(new Error('offline'))
    .mockReturnValue(new Promise(() => {}));
  const encoding = liveEncoding({ load } as unknown as FfmpegCore);
  const run = encoding.run();
  await vi.waitFor(() => expect(load).toHaveBeenCalledTimes(2));
  encoding.cancel();
  expect(await run).toEqual({ outcome: 'cancelled' });
});

test('a job that is cancelled while its core is on its way ends at once', async () => {
  const job = encoderJob();
  const run = job.run(ON_ITS_WAY);
  job.cancel();
  expect(await run).toEqual({ outcome: 'cancelled' });
});

test('a job that is cancelled while its worker loads ends at once, and the worker as soon as it answers', async () => {
  const workers: SlowWorker[] = [];
  class SlowWorker extends EventTarget {
    terminated = false;
    constructor() {
      super();
      workers.push(this);
    }
    postMessage(): void {}
    terminate(): void {
      this.terminated = true;
    }
  }
  vi.stubGlobal('Worker', SlowWorker);
  const job = encoderJob();
  const run = job.run({ load: async () => ({}), files: {} } as unknown as FfmpegCore);
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  job.cancel();
  expect(await run).toEqual({ outcome: 'cancelled' });
  workers[0]!.dispatchEvent(new MessageEvent('message', { data: WORKER_READY }));
  await vi.waitFor(() => expect(workers[0]!.terminated).toBe(true));
});
