import { durationText } from '../../shared/base/duration-text.ts';
import type { Gap } from '../../shared/take/ledger.ts';
import * as words from '../words/later/sound.ts';
import { positionText, spanText } from './time-text.ts';

/** `10 ms of pure silence at 0:00.734`, `2.5 s lost at 1:02.000`. */
export function gapText(gap: Gap, sampleRate: number): string {
  const position = positionText(gap.frame / sampleRate);
  if (gap.kind === 'break') return words.notRecorded(durationText(gap.frames / sampleRate), position);
  const span = spanText(gap.frames / sampleRate);
  if (gap.kind === 'zeros' || gap.kind === 'muted') return words.pureSilence(span, position);
  if (gap.kind === 'held-up') return words.late(span, position);
  return gap.filled ? words.lostAndFilled(span, position) : words.lost(span, position);
}

/** Why a gap came about. */
export function gapCause({ kind }: Gap): string {
  return words.causes[kind];
}
