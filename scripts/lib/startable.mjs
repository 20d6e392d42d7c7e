import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Checks that a found browser starts, by asking for its version. It may be a launcher without its program, or a
 * download without its system libraries.
 *
 * @template {{ path: string, source: string }} Found
 * @param {Found | undefined} found
 * @returns {Promise<(Found & { version: string }) | undefined>} undefined if it does not start within 30 s
 */
export async function startable(found) {
  if (!found) return undefined;
  try {
    const { stdout } = await promisify(execFile)(found.path, ['--version'], { timeout: 30_000 });
    return { ...found, version: stdout.trim() };
  } catch {
    console.log(`${found.path} (${found.source}) does not start.`);
    return undefined;
  }
}
