import { cancelFeed, createFeedRing } from '../../shared/encode/feed-ring.ts';
import {
  createJobProgress,
  createLocalJobProgress,
  JobProgress,
  type JobCounts,
} from '../../shared/encode/job-progress.ts';
import type { EncodeInput, JobChannel, OutputPath } from '../../shared/encode/encoder-api.ts';
import { removeTakeFile } from './remove-take-file.ts';
import { sharesMemory } from '../base/shared-memory.ts';

/** The page's end of a channel to a job, which answers no message while it runs. */
export interface JobChannelPagePort {
  readonly channel: JobChannel;
  /** What of `channel` is handed over. */
  readonly transferred: Transferable[];
  readonly counts: Readonly<JobCounts>;
  /** Has the job end; `endWorker` ends it by force. */
  cancel(endWorker: () => void): void;
  /** Removes what a job left behind that was ended by force. */
  clearUp(output: OutputPath): Promise<void>;
}

export function openJobChannel(input: EncodeInput): JobChannelPagePort {
  return sharesMemory() ? sharedChannel(input) : portChannel();
}

/** A cancelled job that has not ended by then is stuck: its worker is ended. */
const CANCEL_PATIENCE_MS = 2000;

function sharedChannel(input: EncodeInput): JobChannelPagePort {
  const progress = createJobProgress();
  const cancel = input.kind === 'feed' ? input.feed : createFeedRing(1024);
  return {
    channel: { kind: 'shared', progress, cancel },
    transferred: [],
    counts: new JobProgress(progress),
    cancel(endWorker) {
      cancelFeed(cancel);
      setTimeout(endWorker, CANCEL_PATIENCE_MS);
    },
    // It clears up after itself.
    clearUp: () => Promise.resolve(),
  };
}

function portChannel(): JobChannelPagePort {
  const { port1, port2 } = new MessageChannel();
  const counts = new JobProgress(createLocalJobProgress());
  port1.onmessage = ({ data }: MessageEvent<JobCounts>) => {
    counts.bytesIn = data.bytesIn;
    counts.bytesOut = data.bytesOut;
  };
  return {
    channel: { kind: 'port', port: port2 },
    transferred: [port2],
    counts,
    cancel: (endWorker) => endWorker(),
    clearUp: removeTakeFile,
  };
}
