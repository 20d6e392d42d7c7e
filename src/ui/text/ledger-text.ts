import { isLoss, isSuspicion, type Gap, type Ledger } from '../../shared/take/ledger.ts';
import * as words from '../words/later/sound.ts';
import { placesToCheck } from '../words/sound.ts';

/** `1,323,000 of 1,323,000 frames · 0 lost`. */
export function ledgerText({ journaled, captured, lost }: Ledger): string {
  return words.framesKept(journaled, captured, lost);
}

/** `2 gaps`, `1 place to check`, `1 silence of the microphone`, `1 break`, or several of them joined. */
export function gapsText(gaps: readonly Gap[]): string {
  const count = (counted: (gap: Gap) => boolean) => gaps.filter(counted).length;
  const lost = count(({ kind }) => isLoss(kind));
  const suspected = count(({ kind }) => isSuspicion(kind));
  const muted = count(({ kind }) => kind === 'muted');
  const breaks = count(({ kind }) => kind === 'break');
  const parts = [];
  if (lost > 0) parts.push(words.gaps(lost));
  if (suspected > 0) parts.push(placesToCheck(suspected));
  if (muted > 0) parts.push(words.silencesOfMicrophone(muted));
  if (breaks > 0) parts.push(words.breaks(breaks));
  return parts.join(' · ');
}
