import type { NoticesModel } from '../notices/notices-model.ts';
import type { RecordingModel } from '../record/recording-model.ts';

/** Whether a take may be played now. If not, the person is told why. */
export function mayPlay(recording: RecordingModel, notices: NoticesModel): boolean {
  if (!recording.settled) return true;
  notices.mention('playing', 'A take cannot play while you record: the microphone would hear it');
  return false;
}
