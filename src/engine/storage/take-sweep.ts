import { FORMATS } from '../../shared/audio/formats.ts';
import { replayEvents } from '../../shared/take/take-replay.ts';
import { parseEventLog } from '../../shared/take/event-lines.ts';
import { EVENT_LOG_NAME, PEAKS_NAME, TAKES_FOLDER } from '../../shared/take/take-events.ts';
import { isOverdue } from '../../shared/take/take-standing.ts';
import { storedText } from '../base/stored-text.ts';
import { takesInUse, withTake } from '../takes/take-locks.ts';

/** The browser's own temporary files, which may remain after a crash. */
const SWAP_FILE = /\.crswap$/;
/** Files that an encoder writes. The names come from `encodedFileName` and `resultName`. */
const ENCODED_FILE = new RegExp(
  `^(take|converted-.*)\\.(${FORMATS.map(({ extension }) => extension).join('|')})$`,
);

/**
 * Removes takes that were deleted more than 30 days ago, and unusable remains of a crash: swap files, half-written
 * encodes, half-copied parts of a take that was being split, and takes without any audio file whose log is missing or
 * unreadable or whose source was an opened file. Leaves takes in use in any tab, and unknown files, alone.
 * Returns the removed paths, relative to the takes' folder.
 */
export async function sweepTakes(): Promise<string[]> {
  const root = await navigator.storage.getDirectory();
  const takes = await root.getDirectoryHandle(TAKES_FOLDER, { create: true });
  const removed: string[] = [];
  const inUse = await takesInUse();
  for await (const [name, entry] of takes) {
    if (entry.kind === 'file') {
      if (SWAP_FILE.test(name) && (await remove(takes, name))) removed.push(name);
    } else if (!inUse.has(name)) {
      // If this fails, another tab has locked the take since.
      const swept = await withTake(name, 'exclusive', () => sweepTake(takes, entry)).catch(() => []);
      removed.push(...swept);
    }
  }
  return removed;
}

async function sweepTake(
  takes: FileSystemDirectoryHandle,
  folder: FileSystemDirectoryHandle,
): Promise<string[]> {
  const names = new Set<string>();
  for await (const name of folder.keys()) names.add(name);
  const history = replayEvents(parseEventLog(await textOf(folder, EVENT_LOG_NAME)));
  // The take of which it was to be a part is still there.
  if (history?.copying === true || (history !== undefined && isOverdue(history, Date.now()))) {
    return (await remove(takes, folder.name)) ? [folder.name] : [];
  }
  const encoded = new Set(history?.encoded.map(({ file }) => file));
  const removed: string[] = [];
  for (const name of names) {
    // If the log cannot be read, a file that looks like an encode may be the only audio there is.
    const half = history !== undefined && ENCODED_FILE.test(name) && !encoded.has(name);
    if ((half || SWAP_FILE.test(name)) && (await remove(folder, name))) {
      names.delete(name);
      removed.push(`${folder.name}/${name}`);
    }
  }
  const nothingToTell = history === undefined || history.spec.source === 'file';
  const nothingToHear = [...names].every((name) => name === EVENT_LOG_NAME || name === PEAKS_NAME);
  if (nothingToTell && nothingToHear && (await remove(takes, folder.name))) {
    removed.push(folder.name);
  }
  return removed;
}

async function textOf(folder: FileSystemDirectoryHandle, name: string): Promise<string> {
  try {
    const handle = await folder.getFileHandle(name);
    return await storedText(() => handle.getFile());
  } catch {
    return '';
  }
}

/** Returns false if the browser refuses; the next start tries again. */
async function remove(folder: FileSystemDirectoryHandle, name: string): Promise<boolean> {
  try {
    await folder.removeEntry(name, { recursive: true });
    return true;
  } catch {
    return false;
  }
}
