import { readWavFileHeader } from '../base/wav-file-header.ts';
import { bytesPerFrame } from '../../shared/audio/wav-header.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import type { LoudnessMakerApi } from '../../shared/loudness/loudness-maker-api.ts';
import type { LoudnessSummary } from '../../shared/loudness/loudness-summary.ts';
import { WorkerBridge } from '../base/worker-bridge.ts';
import { piecesOf, untilNothingIsInUse } from './background-reading.ts';

/**
 * Measures the loudness of a WAV in a worker of its own, which waits while any tab records or converts.
 * @param frames the frames measured, from the first on
 * @param onProgress receives the share that is done: 0 to 1
 * @throws AbortError or `worker-crashed` when `signal` is aborted; `storage-failed` if the header cannot be read
 */
export async function measureLoudness(
  file: Blob,
  frames: number,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<LoudnessSummary> {
  const header = await readWavFileHeader(file);
  if (!header.ok) throw new CapstanError('storage-failed', 'the header of the recording cannot be read');
  const size = bytesPerFrame(header.shape);
  const audio = file.slice(header.dataOffset, header.dataOffset + frames * size);
  const worker = await WorkerBridge.start<LoudnessMakerApi>(
    'loudness',
    () =>
      new Worker(new URL('../../workers/peaks/loudness-maker.worker.ts', import.meta.url), {
        type: 'module',
      }),
  );
  const end = () => worker.terminate();
  signal.addEventListener('abort', end);
  try {
    signal.throwIfAborted();
    await worker.call((api) => api.begin(header.shape));
    let done = 0;
    for (const piece of piecesOf(audio, size)) {
      await untilNothingIsInUse(signal);
      await worker.call((api) => api.add(piece));
      done += piece.size;
      onProgress(done / audio.size);
    }
    return await worker.call((api) => api.finish());
  } finally {
    signal.removeEventListener('abort', end);
    end();
  }
}
