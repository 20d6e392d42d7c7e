import { expect, test } from 'vitest';
import { pipeThrough } from '../shared/media-tools.ts';
import { bundleForNode } from '../support/node-thread.ts';
import type { AllocationReport } from './allocation.program.ts';

/**
 * Bytes for 200,000 blocks, including the compiler's own. A single object of the smallest kind per block would be
 * 2.4 MB.
 */
const NOTHING_PER_BLOCK = 800_000;

/** In MB. 200,000 views of some 150 bytes do not fill it. */
const YOUNG = ['--min-semi-space-size=128', '--max-semi-space-size=128'];

test('a block allocates nothing, whether it is written, dropped or missing', async () => {
  const code = await bundleForNode(new URL('./allocation.program.ts', import.meta.url));
  const printed = await pipeThrough(
    process.execPath,
    [...YOUNG, '--input-type=module', '-'],
    Buffer.from(code),
  );
  const { wasteful, ...report } = JSON.parse(new TextDecoder().decode(printed)) as AllocationReport;
  for (const [kind, bytes] of Object.entries(report)) {
    expect(Math.abs(bytes), kind).toBeLessThan(NOTHING_PER_BLOCK);
  }
  // This checks the measure itself: it detects a processor that does allocate.
  expect(wasteful).toBeGreaterThan(10 * NOTHING_PER_BLOCK);
});
