import type { TakeWord } from '../../shared/journal/journal-notices.ts';
import { JOURNAL_NAME, journalShape, type TakeHistory } from '../../shared/take/take-events.ts';
import { lastWritten } from '../files/opfs.ts';
import { withTakeFiles, type TakeFiles } from './take-files.ts';
import { TakeJournal } from './take-journal.ts';
import { repairTake } from './take-recovery.ts';
import { repairWav } from '../files/wav-repair.ts';

/**
 * Opens a take whose recording broke off, to continue it at its end: its audio is repaired, the contents of its log are
 * taken over, and the break is noted.
 */
export async function reopenTake(
  priorRecording: TakeHistory,
  notify: (word: TakeWord) => void,
): Promise<TakeJournal> {
  const { id } = priorRecording.spec;
  // Read before the repair, which writes the file too.
  const brokeOffAt = lastSignOfLife(priorRecording, await lastWritten(id, JOURNAL_NAME));
  return withTakeFiles(id, false, (files) => reopen(priorRecording, brokeOffAt, files, notify));
}

function reopen(
  { spec, markers, gaps, healed, breaksMs, recoveredFrames }: TakeHistory,
  brokeOffAt: number,
  { audio, log }: TakeFiles,
  notify: (word: TakeWord) => void,
): TakeJournal {
  const frames =
    recoveredFrames === undefined
      ? repairTake(log, audio, brokeOffAt)
      : repairWav(audio, journalShape(spec), markers);
  const journal = new TakeJournal(spec, audio, log, notify, {
    frames,
    markers,
    gaps,
    healed,
    wallMs: Math.max(0, brokeOffAt - spec.createdAt - breaksMs),
  });
  journal.noteContinued(Math.max(0, Date.now() - brokeOffAt));
  return journal;
}

/** A recovered take's log has the time. Otherwise the file's last write may be later than any event. */
function lastSignOfLife(priorRecording: TakeHistory, written: number | undefined): number {
  if (priorRecording.recoveredFrames !== undefined || written === undefined)
    return priorRecording.lastSignOfLife;
  return Math.max(priorRecording.lastSignOfLife, written);
}
