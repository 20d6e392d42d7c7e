import { CapstanError } from '../../../shared/base/errors.ts';
import { TAKES_FOLDER } from '../../../shared/take/take-events.ts';
import { takesInUse } from '../../takes/take-locks.ts';
import { isNotFound } from '../../takes/take-reading.ts';
import type { JournalClient } from '../../journal/journal-client.ts';
import type { RecorderState } from '../recorder-state.ts';

/** Looking costs the browser a few messages, and data is hardly ever cleared in a take. */
const LOOK_MS = 2000;
const LOOK_AGAIN_MS = 300;
/** A folder that is missed once may have been missed by mistake, and the take ends by it. */
const MISSED_LOOKS = 2;

/** Takes that are looked for. */
const watched = new Set<string>();

/**
 * Ends a take whose folder is gone because the site's data was cleared. Chromium goes on writing to files that nobody
 * can find any more, and closing one never returns, so the journal's worker is ended too. Called at each state of the
 * recorder.
 */
export function endIfCleared(state: RecorderState, journal: Pick<JournalClient, 'end'>): void {
  watch(state, journal).catch(() => {
    // Where the browser does not tell which takes are in use, the take goes on.
  });
}

async function watch(state: RecorderState, journal: Pick<JournalClient, 'end'>): Promise<void> {
  if (!('takeId' in state) || watched.has(state.takeId)) return;
  const { takeId } = state;
  watched.add(takeId);
  try {
    if (await isCleared(takeId)) await journal.end(new CapstanError('storage-cleared'));
  } finally {
    // It may be continued later.
    watched.delete(takeId);
  }
}

/** Resolves when the take is over, or its folder is gone. A take in memory has none. */
async function isCleared(takeId: string): Promise<boolean> {
  let seen = false;
  let missed = 0;
  while (missed < MISSED_LOOKS) {
    const found = await lookFor(takeId);
    seen ||= found === 'there';
    missed = seen && found === 'gone' ? missed + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, missed > 0 ? LOOK_AGAIN_MS : LOOK_MS));
    // It is in use until its files are complete, which may be long after Stop.
    if (!(await takesInUse()).has(takeId)) return false;
  }
  return true;
}

async function lookFor(takeId: string): Promise<'there' | 'gone' | 'refused'> {
  try {
    const root = await navigator.storage.getDirectory();
    await (await root.getDirectoryHandle(TAKES_FOLDER)).getDirectoryHandle(takeId);
    return 'there';
  } catch (error) {
    return isNotFound(error) ? 'gone' : 'refused';
  }
}
