import type { JournalSummary } from '../../shared/journal/journal-api.ts';
import type { LiveTake } from './live-take.ts';
import type { RecorderEvents } from './recorder-state.ts';
import type { Take } from '../takes/take.ts';

const REPORT_MS = 250;

/**
 * Waits for the files of a take whose journal is finished, and reports the encoder's progress.
 * @param signal abandons the encoded file and keeps the WAV
 */
export async function completeTake(
  take: LiveTake,
  summary: JournalSummary,
  tell: (progress: RecorderEvents['encoding']) => void,
  signal?: AbortSignal,
): Promise<Take> {
  const cancel = () => take.cancelEncoding();
  if (signal?.aborted === true) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  const { id: takeId, name, sampleRate } = take.spec;
  const totalSeconds = summary.frames / sampleRate;
  const report = setInterval(() => {
    const doneSeconds = take.encodedSeconds();
    // A WAV is not encoded.
    if (doneSeconds < Number.POSITIVE_INFINITY)
      tell({ takeId, name, doneSeconds: Math.min(doneSeconds, totalSeconds), totalSeconds });
  }, REPORT_MS);
  try {
    return await take.complete(summary);
  } finally {
    clearInterval(report);
    signal?.removeEventListener('abort', cancel);
  }
}
