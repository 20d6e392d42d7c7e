import { CapstanError } from '../../shared/base/errors.ts';
import { replayEvents } from '../../shared/take/take-replay.ts';
import { journalShape, type TakeHistory } from '../../shared/take/take-events.ts';
import type { AccessHandle } from '../files/access-handle.ts';
import { EventLog } from './event-log.ts';
import { repairWav, surveyWav, type WavSurvey } from '../files/wav-repair.ts';

/**
 * Makes a take whole whose recording broke off, and notes it in its log. May break off anywhere and be done again.
 * @param brokeOffAt when its audio was last written, where that is known
 * @returns the frames it holds
 */
export function repairTake(logFile: AccessHandle, audio: AccessHandle, brokeOffAt?: number): number {
  const log = new EventLog(logFile);
  const history = replayEvents(log.read());
  if (history === undefined) throw new CapstanError('take-not-found', 'its log does not tell how it began');
  const shape = journalShape(history.spec);
  const survey = surveyWav(audio, shape);
  const certainFrames = certainOf(survey, history);
  // Before the header is touched: a repair that breaks off must neither make the rest look certain nor forget what was.
  if (history.certainFrames === undefined) log.append({ type: 'repairing', at: Date.now(), certainFrames });
  const frames = repairWav(audio, shape, history.markers);
  log.append({ type: 'recovered', at: Date.now(), frames, brokeOffAt });
  return frames;
}

/** Frames that are what was recorded, whatever ended the recording: of those after them nobody can be sure. */
export function certainOf(
  survey: WavSurvey,
  history: Pick<TakeHistory, 'syncedFrames' | 'certainFrames'>,
): number {
  const told = history.certainFrames ?? Math.max(survey.certainFrames ?? 0, history.syncedFrames);
  return Math.min(survey.frames, told);
}
