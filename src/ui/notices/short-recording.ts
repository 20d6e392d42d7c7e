import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { JOURNAL_NAME } from '../../shared/take/take-events.ts';
import type { NoticesModel } from './notices-model.ts';
import { spanText } from '../text/time-text.ts';
import * as words from '../words/later/takes.ts';

/** Call when a file was exported. Of a recording whose end the disk lost, it tells that the copy lacks it, too. */
export function tellIfShort(
  notices: Pick<NoticesModel, 'alarm'>,
  { id, name, spec, missingFrames }: Take,
  { file }: TakeFile,
): void {
  if (file !== JOURNAL_NAME || !(missingFrames > 0)) return;
  const span = spanText(missingFrames / spec.sampleRate);
  notices.alarm(`short-${id}`, words.copyIsShort(name, span), words.copyIsShortAdvice);
}
