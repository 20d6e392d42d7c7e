import { expect, test } from 'vitest';
import { WorkerBridge } from '../../../src/engine/base/worker-bridge.ts';
import { FarPicture } from '../../../src/engine/peaks/live-drawing.ts';
import type { LiveDrawingApi } from '../../../src/shared/waveform/live-drawing-api.ts';
import { bundleForNode } from '../../support/node-thread.ts';
import { WebWorker } from '../../support/web-worker.ts';

test('a drawing worker that threw is ended before the page takes over', async () => {
  const code = await bundleForNode(
    new URL('../../../src/workers/waveform/live-drawing.worker.ts', import.meta.url),
  );
  const worker = new WebWorker(code);
  const drawing = await WorkerBridge.start<LiveDrawingApi<OffscreenCanvas>>(
    'waveform',
    () => worker as unknown as Worker,
  );
  // It can be handed over, and nothing can be drawn on it.
  const canvas = new MessageChannel().port1 as unknown as OffscreenCanvas;
  const endedFirst = await new Promise((lost) => {
    let ended = false;
    drawing.onDeath(() => (ended = true));
    const picture = new FarPicture(
      drawing,
      canvas,
      () => Promise.resolve(undefined),
      () => setTimeout(() => lost(ended)),
    );
    expect(picture).toBeDefined();
  });
  expect(endedFirst).toBe(true);
  await worker.ended;
});
