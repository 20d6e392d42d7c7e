import type { JournalClient } from '../journal/journal-client.ts';
import { endClearedTakes } from './cleared-storage.ts';
import type { Recorder } from './recorder.ts';
import { keepAwakeInTakes } from './wake-lock.ts';

/** What goes on beside takes, from the first one on. */
export function attendTakes(recorder: Recorder, journal: JournalClient): void {
  keepAwakeInTakes(recorder);
  endClearedTakes(recorder, journal);
}
