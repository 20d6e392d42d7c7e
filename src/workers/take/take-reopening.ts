import { durationText } from '../../shared/base/duration-text.ts';
import type { TakeWord } from '../../shared/journal/journal-notices.ts';
import {
  JOURNAL_NAME,
  journalShape,
  type TakeHistory,
  type TakeSpec,
} from '../../shared/take/take-events.ts';
import type { AccessHandle } from '../files/access-handle.ts';
import { lastWritten } from '../files/opfs.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { addAudio } from '../peaks/add-audio.ts';
import { TakePeaks } from '../peaks/take-peaks.ts';
import { loggedFrames } from '../../shared/take/take-replay.ts';
import { EventLog } from './event-log.ts';
import { withTakeFiles, type RecordingFiles } from './take-files.ts';
import { TakeJournal } from './take-journal.ts';
import { LOG_ROOM_BYTES } from './take-log.ts';
import { repairTake } from './take-recovery.ts';
import { repairWav } from '../files/wav-repair.ts';

/** Reading takes some 2 ms a second of stereo. */
const MOST_CATCH_UP_SECONDS = 180;

/**
 * Opens a take whose recording broke off or was stopped, to continue it at its end: its audio is repaired, the contents
 * of its log are taken over, and the break is noted.
 */
export async function reopenTake(
  priorRecording: TakeHistory,
  notify: (word: TakeWord) => void,
  kernels: Kernels,
): Promise<TakeJournal> {
  const { id } = priorRecording.spec;
  // Read before the repair, which writes the file too.
  const brokeOffAt = lastSignOfLife(priorRecording, await lastWritten(id, JOURNAL_NAME));
  return withTakeFiles(id, false, (files) => {
    const reopened = () => reopen(priorRecording, brokeOffAt, files, notify, kernels);
    return priorRecording.ledger === undefined ? reopened() : orStaysStopped(files.log, reopened);
  });
}

/**
 * A stopped take that cannot be continued, as on a full disk, is still stopped, and has its encoded files: what was
 * logged is cut off again.
 */
function orStaysStopped<Result>(log: AccessHandle, work: () => Result): Result {
  const bytes = log.getSize();
  try {
    return work();
  } catch (error) {
    log.truncate(bytes);
    log.flush();
    throw error;
  }
}

function reopen(
  prior: TakeHistory,
  brokeOffAt: number,
  { audio, log, peaks }: RecordingFiles,
  notify: (word: TakeWord) => void,
  kernels: Kernels,
): TakeJournal {
  const { spec, markers, healed, breaksMs, ledger } = prior;
  if (ledger !== undefined) {
    const events = new EventLog(log);
    // A full disk refuses this, before anything is changed.
    events.keepRoom(LOG_ROOM_BYTES);
    // Logged before the file is changed, so that a crash leaves a take that is recovered like any other.
    events.append({ type: 'reopened', at: Date.now() });
  }
  const frames =
    prior.recoveredFrames === undefined && ledger === undefined
      ? repairTake(log, audio, brokeOffAt)
      : repairWav(audio, journalShape(spec), markers);
  const gaps = ledger?.gaps ?? prior.gaps;
  const wallMs = ledger?.wallMs ?? Math.max(0, brokeOffAt - spec.createdAt - breaksMs);
  const past = { frames, preRollFrames: prior.preRollFrames, markers, gaps, healed, wallMs };
  const takePeaks = new TakePeaks(spec, peaks);
  catchUp(takePeaks, kernels, audio, spec, frames);
  const journal = new TakeJournal(spec, audio, log, notify, past, takePeaks);
  noteContinued(journal, Math.max(0, Date.now() - brokeOffAt), cutOffFrames(prior, frames));
  return journal;
}

/**
 * Notes that the recording continues, `pausedMs` after it broke off, without `cutOff` frames that the disk lost. The
 * page is not notified of a gap, because the user asked for this.
 */
function noteContinued(journal: TakeJournal, pausedMs: number, cutOff: number): void {
  const { frames: frame, spec } = journal;
  const seconds = pausedMs / 1000;
  journal.record({ type: 'continued', at: Date.now(), frame, pausedMs });
  journal.marker(frame, `Continued after ${durationText(seconds)}`);
  if (cutOff > 0) journal.quietGap({ frame, frames: cutOff, kind: 'cut-off' });
  journal.quietGap({ frame, frames: Math.round(seconds * spec.sampleRate), kind: 'break' });
}

/** How much shorter the file is than the log says: a damaged disk cut it off. */
function cutOffFrames(prior: TakeHistory, frames: number): number {
  return Math.max(0, (loggedFrames(prior) ?? frames) - frames);
}

/**
 * Brings the peaks up to the end of the audio. A file that was written until the recording broke off is a minute
 * behind at most. Where more is missing, the take does not wait for it: its peaks are made again once it has ended.
 */
function catchUp(
  peaks: TakePeaks,
  kernels: Kernels,
  audio: AccessHandle,
  spec: TakeSpec,
  frames: number,
): void {
  const from = peaks.takeOver(frames);
  if (frames - from > MOST_CATCH_UP_SECONDS * spec.sampleRate) peaks.leaveOut(frames - from);
  else addAudio(peaks, kernels, audio, journalShape(spec), from, frames);
}

/** The log of a recovered or stopped take has the time. Otherwise the file's last write may be later than any event. */
function lastSignOfLife(priorRecording: TakeHistory, written: number | undefined): number {
  const { lastSignOfLife, recoveredFrames, ledger } = priorRecording;
  if (recoveredFrames !== undefined || ledger !== undefined || written === undefined) return lastSignOfLife;
  return Math.max(lastSignOfLife, written);
}
