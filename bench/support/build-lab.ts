import { join } from 'node:path';
import { run } from '../../scripts/lib/run.mjs';

const ROOT = join(import.meta.dirname, '../..');

/** Builds the kernels, then the app, the lab or both. Returns the lab's folder. */
export async function buildSites(sites: readonly ('app' | 'lab')[]): Promise<string> {
  await must(
    'assemblyscript/bin/asc.js',
    'wasm/kernels.ts',
    '--config',
    'wasm/asconfig.json',
    '--target',
    'release',
  );
  for (const site of sites) {
    await must(
      'vite/bin/vite.js',
      'build',
      '--logLevel',
      'warn',
      ...(site === 'lab' ? ['--mode', 'lab'] : []),
    );
  }
  return join(ROOT, 'dist-lab');
}

async function must(tool: string, ...args: string[]): Promise<void> {
  // The module runner that runs this sets NODE_ENV to development. A build would then use lit's development files.
  const env = { NODE_ENV: 'production' };
  const code = await run(process.execPath, [join(ROOT, 'node_modules', tool), ...args], { env });
  if (code !== 0) throw new Error(`${tool} ended with ${code}`);
}
