import type { PluginOption } from 'vite';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import wasm from 'vite-plugin-wasm';

/** This file is short but runs long. If it came last, one worker would run it while the other had nothing to do. */
const LONG = 'crash-in-recovery.test.ts';

/**
 * Tests that need modules of their own: those that replace some, and those of the storage, because a worker decides once,
 * for as long as it runs, whether takes are kept on the disk or in memory.
 */
const ALONE = [
  'test/workers/storage/**/*.test.ts',
  'test/engine/convert/opened/*.test.ts',
  'test/engine/save/save-folder.test.ts',
  'test/ui/takes/saving-model.test.ts',
];

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => moduleId.endsWith(LONG);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  plugins: [wasm() as PluginOption],
  test: {
    setupFiles: ['test/support/restore-globals.ts'],
    testTimeout: 30_000,
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    projects: [
      {
        extends: true,
        // Starting a process and loading the modules anew for each file would take longer than most tests do.
        test: { name: 'together', include: ['test/**/*.test.ts'], exclude: ALONE, isolate: false },
      },
      { extends: true, test: { name: 'alone', include: ALONE } },
    ],
  },
});
