import { cancelFeed } from '../shared/feed-ring.ts';
import { createJobProgress, JobProgress } from '../shared/job-progress.ts';
import type { EncodeJob, EncodeResult, EncoderApi } from '../shared/protocol.ts';
import type { FfmpegCore } from './ffmpeg-core.ts';
import { WorkerBridge } from './worker-bridge.ts';

/** A cancelled job that has not ended by then is stuck: its worker is ended. */
const CANCEL_PATIENCE_MS = 2000;

export type JobDescription = Omit<EncodeJob, 'core' | 'coreScriptUrl' | 'progress'>;

/** One encoder worker with one job. */
export class EncoderJob {
  readonly progress: JobProgress;
  readonly #description: JobDescription;
  readonly #progressBlock = createJobProgress();
  #bridge: WorkerBridge<EncoderApi> | undefined;
  #cancelled = false;

  constructor(description: JobDescription) {
    this.#description = description;
    this.progress = new JobProgress(this.#progressBlock);
  }

  /** Runs to the end. Rejects with `encode-failed`, `storage-full` and the like. */
  async run(core: FfmpegCore): Promise<EncodeResult> {
    const compiled = await core.load();
    if (this.#cancelled) return { outcome: 'cancelled' };
    const bridge = await WorkerBridge.start<EncoderApi>(
      'encoder',
      () => new Worker(new URL('../workers/encoder.worker.ts', import.meta.url), { type: 'module' }),
    );
    this.#bridge = bridge;
    try {
      return await bridge.call<EncodeResult>((api) =>
        api.run({
          ...this.#description,
          core: compiled,
          coreScriptUrl: core.files.scriptUrl,
          progress: this.#progressBlock,
        }),
      );
    } catch (error) {
      if (this.#cancelled) return { outcome: 'cancelled' };
      throw error;
    } finally {
      bridge.terminate();
    }
  }

  /** Ends the input; the job then resolves as cancelled and its file is gone. */
  cancel(): void {
    this.#cancelled = true;
    const { input } = this.#description;
    cancelFeed(input.kind === 'feed' ? input.feed : input.cancel);
    setTimeout(() => this.#bridge?.terminate(), CANCEL_PATIENCE_MS);
  }
}
