import type { FloodCheck, FloodCheckRequest } from './flood-take.ts';

/**
 * Compares every frame of a flooded take's journal with the signal that was poured in. A separate worker does the
 * comparison.
 */
export async function checkFlood(
  file: File,
  headerBytes: number,
  signal: readonly Float32Array[],
): Promise<FloodCheck> {
  const worker = new Worker(new URL('./workers/flood-check.worker.ts', import.meta.url), { type: 'module' });
  try {
    return await new Promise<FloodCheck>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FloodCheck>) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
      const request: FloodCheckRequest = { file, headerBytes, signal };
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
  }
}
