import { transfer } from 'comlink';
import type { JobCounts } from '../../shared/encode/job-progress.ts';
import type { EncodeJob, EncodeResult, EncoderApi } from '../../shared/encode/encoder-api.ts';
import type { FfmpegCore } from './ffmpeg-core.ts';
import { removeTakeFile } from './remove-take-file.ts';
import { openJobChannel, type JobChannelPagePort } from './page-job-channel.ts';
import { unlessAborted } from '../base/deadline.ts';
import { WorkerBridge } from '../base/worker-bridge.ts';

export type JobDescription = Omit<EncodeJob, 'core' | 'coreScriptUrl' | 'channel'>;

/** Terminating a worker frees some 100 MB, but costs all threads about 10 ms. It is delayed past a Stop that waits. */
const LINGER_MS = 500;

/** One encoder worker with one job. */
export class EncoderJob {
  readonly #description: JobDescription;
  readonly #channel: JobChannelPagePort;
  #bridge: WorkerBridge<EncoderApi> | undefined;
  readonly #cancelled = new AbortController();

  constructor(description: JobDescription) {
    this.#description = description;
    this.#channel = openJobChannel(description.input);
  }

  get progress(): Readonly<JobCounts> {
    return this.#channel.counts;
  }

  /** Runs the job to its end. Rejects with `encode-failed`, `storage-full` and similar errors. */
  async run(core: FfmpegCore): Promise<EncodeResult> {
    const { signal } = this.#cancelled;
    try {
      const compiled = await unlessAborted(core.load(), signal);
      const bridge = await unlessAborted(startEncoder(), signal, (late) => late.terminate());
      this.#bridge = bridge;
      signal.throwIfAborted();
      const { channel, transferred } = this.#channel;
      const job = { ...this.#description, core: compiled, coreScriptUrl: core.files.scriptUrl, channel };
      const result = await bridge.call<EncodeResult>((api) => api.run(transfer(job, transferred)));
      setTimeout(() => bridge.terminate(), LINGER_MS);
      return result;
    } catch (error) {
      this.#bridge?.terminate();
      if (!signal.aborted) throw error;
      // The worker was terminated, and could not remove it.
      if (this.#bridge !== undefined) await removeTakeFile(this.#description.output);
      return { outcome: 'cancelled' };
    }
  }

  /** Cancels the job. `run` then resolves as cancelled, and the file is removed. */
  cancel(): void {
    this.#cancelled.abort();
    this.#channel.cancel(() => this.#bridge?.terminate());
  }
}

function startEncoder(): Promise<WorkerBridge<EncoderApi>> {
  return WorkerBridge.start<EncoderApi>(
    'encoder',
    () => new Worker(new URL('../../workers/encode/encoder.worker.ts', import.meta.url), { type: 'module' }),
  );
}
