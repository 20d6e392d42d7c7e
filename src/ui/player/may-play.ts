import type { NoticesModel } from '../notices/notices-model.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import * as words from '../words/player.ts';

/** Whether a take may be played now. If not, the person is told why. */
export function mayPlay(recording: RecordingModel, notices: NoticesModel): boolean {
  if (!recording.settled) return true;
  notices.mention('playing', words.notWhileRecording);
  return false;
}
