import { JOURNAL_NAME, type TakeSpec } from '../../shared/take/take-events.ts';
import { lastWritten } from '../files/opfs.ts';
import { closeTakeFiles, openTakeFiles } from './take-files.ts';
import { repairTake } from './take-recovery.ts';

/** Repairs a take whose recording broke off. Throws `take-busy` while another page records it. */
export async function recoverTake(spec: TakeSpec): Promise<void> {
  // Read before the repair, which writes the file too.
  const brokeOffAt = await lastWritten(spec.id, JOURNAL_NAME);
  const files = await openTakeFiles(spec.id, false);
  try {
    repairTake(files.log, files.audio, brokeOffAt);
  } finally {
    closeTakeFiles(files);
  }
}
