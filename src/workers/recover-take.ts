import { EVENT_LOG_NAME, JOURNAL_NAME, type TakeSpec } from '../shared/take-events.ts';
import { lastWritten, openTakeFile } from './opfs.ts';
import { makeWhole } from './take-recovery.ts';

/** Makes a take whole whose recording broke off. Throws `take-busy` while another page records it. */
export async function recoverTake(spec: TakeSpec): Promise<void> {
  // Before the repair, which is a write too.
  const brokeOffAt = await lastWritten(spec.id, JOURNAL_NAME);
  const log = await openTakeFile(spec.id, EVENT_LOG_NAME, false);
  try {
    const audio = await openTakeFile(spec.id, JOURNAL_NAME, false);
    try {
      makeWhole(log, audio, brokeOffAt);
    } finally {
      audio.close();
    }
  } finally {
    log.close();
  }
}
