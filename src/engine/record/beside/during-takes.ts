import type { JournalClient } from '../../journal/journal-client.ts';
import { endIfCleared } from './cleared-storage.ts';
import type { Recorder } from '../recorder.ts';
import { keepAwakeInTakes } from './wake-lock.ts';

/** What goes on beside takes. Called at each state of the recorder. */
export function attend(recorder: Recorder, journal: JournalClient): void {
  keepAwakeInTakes(recorder);
  endIfCleared(recorder.state, journal);
}
