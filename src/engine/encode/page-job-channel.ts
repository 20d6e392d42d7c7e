import { cancelFeed, createFeedRing } from '../../shared/encode/feed-ring.ts';
import {
  createJobProgress,
  createLocalJobProgress,
  JobProgress,
  type JobCounts,
} from '../../shared/encode/job-progress.ts';
import type { EncodeInput, JobChannel } from '../../shared/encode/encoder-api.ts';
import { sharesMemory } from '../base/shared-memory.ts';

/** The page's end of a channel to a job. A running job answers no messages. */
export interface JobChannelPagePort {
  readonly channel: JobChannel;
  /** The parts of `channel` to transfer. */
  readonly transferred: Transferable[];
  readonly counts: Readonly<JobCounts>;
  /** Cancels the job. `endWorker` terminates its worker. */
  cancel(endWorker: () => void): void;
}

export function openJobChannel(input: EncodeInput): JobChannelPagePort {
  return sharesMemory() ? sharedChannel(input) : portChannel();
}

/** A cancelled job that has not ended by then is stuck, and its worker is terminated. */
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
  };
}
