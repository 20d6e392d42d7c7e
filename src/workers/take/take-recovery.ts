import { CapstanError } from '../../shared/base/errors.ts';
import { replayEvents } from '../../shared/take/take-replay.ts';
import { journalShape, type TakeHistory } from '../../shared/take/take-events.ts';
import type { AccessHandle } from '../files/access-handle.ts';
import { EventLog } from './event-log.ts';
import { repairWav, surveyWav, type WavSurvey } from '../files/wav-repair.ts';

/**
 * Repairs a take whose recording broke off, and notes it in the take's log. May be interrupted anywhere and run again.
 * @param brokeOffAt when its audio was last written, if known
 * @returns the take's frames
 */
export function repairTake(logFile: AccessHandle, audio: AccessHandle, brokeOffAt?: number): number {
  const log = new EventLog(logFile);
  const history = replayEvents(log.read());
  if (history === undefined) throw new CapstanError('take-not-found', 'its log does not tell how it began');
  const shape = journalShape(history.spec);
  const survey = surveyWav(audio, shape);
  const certainFrames = certainOf(survey, history);
  // Logged before the header is changed: a repair that is interrupted must neither make the rest look certain nor
  // forget what was certain.
  if (history.certainFrames === undefined) log.append({ type: 'repairing', at: Date.now(), certainFrames });
  const frames = repairWav(audio, shape, history.markers);
  log.append({ type: 'recovered', at: Date.now(), frames, brokeOffAt });
  return frames;
}

/** Frames that are certainly what was recorded, whatever ended the recording. Those after them are uncertain. */
export function certainOf(
  survey: WavSurvey,
  history: Pick<TakeHistory, 'syncedFrames' | 'certainFrames'>,
): number {
  const told = history.certainFrames ?? Math.max(survey.certainFrames ?? 0, history.syncedFrames);
  return Math.min(survey.frames, told);
}
