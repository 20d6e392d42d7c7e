import { isLoss, isSuspicion, type Gap, type Ledger } from '../../shared/take/ledger.ts';
import { counted, countText } from '../words/numbers.ts';

/** `1,323,000 of 1,323,000 frames · 0 lost`. */
export function ledgerText({ journaled, captured, lost }: Ledger): string {
  return `${countText(journaled)} of ${countText(captured)} frames · ${countText(lost)} lost`;
}

/** `2 gaps`, `1 place to check`, `1 silence of the microphone`, `1 break`, or several of them joined. */
export function gapsText(gaps: readonly Gap[]): string {
  const count = (counted: (gap: Gap) => boolean) => gaps.filter(counted).length;
  const lost = count(({ kind }) => isLoss(kind));
  const suspected = count(({ kind }) => isSuspicion(kind));
  const muted = count(({ kind }) => kind === 'muted');
  const breaks = count(({ kind }) => kind === 'break');
  const parts = [];
  if (lost > 0) parts.push(counted(lost, { one: '# gap', other: '# gaps' }));
  if (suspected > 0) parts.push(`${counted(suspected, { one: '# place', other: '# places' })} to check`);
  if (muted > 0) parts.push(counted(muted, { one: '# silence', other: '# silences' }) + ' of the microphone');
  if (breaks > 0) parts.push(counted(breaks, { one: '# break', other: '# breaks' }));
  return parts.join(' · ');
}
