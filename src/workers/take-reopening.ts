import type { JournalNotice } from '../shared/protocol.ts';
import { EVENT_LOG_NAME, JOURNAL_NAME, journalShape, type TakeHistory } from '../shared/take-events.ts';
import type { AccessHandle } from './access-handle.ts';
import { lastWritten, openTakeFile } from './opfs.ts';
import { TakeJournal } from './take-journal.ts';
import { makeWhole } from './take-recovery.ts';
import { repairWav } from './wav-repair.ts';

/**
 * Opens a take whose recording broke off, so that it goes on at its end: its audio is made whole, what its log told
 * comes along, and the break is noted.
 */
export async function reopenTake(
  past: TakeHistory,
  notify: (notice: JournalNotice) => void,
): Promise<TakeJournal> {
  const { id } = past.spec;
  // Before the repair, which is a write too.
  const brokeOffAt = lastSignOfLife(past, await lastWritten(id, JOURNAL_NAME));
  const log = await openTakeFile(id, EVENT_LOG_NAME, false);
  try {
    const audio = await openTakeFile(id, JOURNAL_NAME, false);
    try {
      return reopen(past, brokeOffAt, { audio, log }, notify);
    } catch (error) {
      audio.close();
      throw error;
    }
  } catch (error) {
    log.close();
    throw error;
  }
}

function reopen(
  { spec, markers, gaps, breaksMs, recoveredFrames }: TakeHistory,
  brokeOffAt: number,
  { audio, log }: { readonly audio: AccessHandle; readonly log: AccessHandle },
  notify: (notice: JournalNotice) => void,
): TakeJournal {
  const frames =
    recoveredFrames === undefined
      ? makeWhole(log, audio, brokeOffAt)
      : repairWav(audio, journalShape(spec), markers);
  const journal = new TakeJournal(spec, audio, log, notify, {
    frames,
    markers,
    gaps,
    wallMs: Math.max(0, brokeOffAt - spec.createdAt - breaksMs),
  });
  journal.noteContinued(Math.max(0, Date.now() - brokeOffAt));
  return journal;
}

/** A recovered take's log tells; until then the file's last write may be later than any event. */
function lastSignOfLife(past: TakeHistory, written: number | undefined): number {
  if (past.recoveredFrames !== undefined || written === undefined) return past.lastSignOfLife;
  return Math.max(past.lastSignOfLife, written);
}
