import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_LOG_NAME, JOURNAL_NAME } from '../../src/shared/take/take-events.ts';

const MAX_DEPTH = 6;

/**
 * Finds the folders that hold a take: `root` and the folders up to six levels below it, sorted by name. Does not look
 * into a take's folder, nor into `out`.
 */
export function findTakes(root: string, out: string, depth = 0): string[] {
  const entries = readdirSync(root, { withFileTypes: true });
  const isTake = entries.some(
    (entry) => entry.isFile() && [EVENT_LOG_NAME, JOURNAL_NAME].includes(entry.name),
  );
  if (isTake) return [root];
  if (depth === MAX_DEPTH) return [];
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(root, entry.name))
    .filter((folder) => folder !== out)
    .sort()
    .flatMap((folder) => findTakes(folder, out, depth + 1));
}
