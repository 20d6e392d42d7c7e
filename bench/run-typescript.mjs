import { join } from 'node:path';
import { runnerImport } from 'vite';

/**
 * Runs a TypeScript program with Vite's module runner, because Node 20 cannot run TypeScript.
 *
 * @param {string} file a path relative to bench/; the file exports `main(args)`, which resolves with the exit code
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code; 1 if the program throws
 */
export async function runTypeScript(file, args) {
  try {
    /** @type {{ module: { main(args: readonly string[]): Promise<number> } }} */
    const { module } = await runnerImport(join(import.meta.dirname, file), {
      configFile: false,
      root: join(import.meta.dirname, '..'),
      logLevel: 'error',
    });
    return await module.main(args);
  } catch (error) {
    console.error(error);
    return 1;
  }
}
