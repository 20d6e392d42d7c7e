import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Finds the largest file under `folder` whose size `fits` accepts. Throws if there is none. */
export function largestFile(folder: string, fits: (bytes: number) => boolean): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path, bytes: statSync(path).size }))
    .filter(({ bytes }) => fits(bytes))
    .sort((a, b) => b.bytes - a.bytes);
  if (files[0] === undefined) throw new Error('the browser keeps no such file');
  return files[0].path;
}
