import type { PluginOption } from 'vite';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import wasm from 'vite-plugin-wasm';

/** This file is short but runs long. If it came last, one worker would run it while the other had nothing to do. */
const LONG = 'crash-in-recovery.test.ts';

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
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/restore-globals.ts'],
    testTimeout: 30_000,
    maxWorkers: 2,
    // Starting a process and loading the modules anew for each file would take longer than most tests do.
    isolate: false,
    sequence: { sequencer: LongFirst },
  },
});
