import { isLoss, isSuspicion, type Gap, type Ledger } from '../shared/ledger.ts';
import { countText, pluralText } from './number-text.ts';

/** `Take 2026-11-21 14-03`, with a number behind it where that name is taken. */
export function freshTakeName(now: Date, taken: readonly string[]): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(two).join('-');
  const name = `Take ${day} ${two(now.getHours())}-${two(now.getMinutes())}`;
  let count = 1;
  const numbered = () => (count === 1 ? name : `${name} (${count})`);
  while (taken.includes(numbered())) count += 1;
  return numbered();
}

/** `1,323,000 of 1,323,000 frames · 0 lost`. */
export function ledgerText({ journaled, captured, lost }: Ledger): string {
  return `${countText(journaled)} of ${countText(captured)} frames · ${countText(lost)} lost`;
}

/** `2 gaps`, `1 suspected dropout`, `1 break`, or several. */
export function gapsText(gaps: readonly Gap[]): string {
  const count = (counted: (gap: Gap) => boolean) => gaps.filter(counted).length;
  const lost = count(({ kind }) => isLoss(kind));
  const suspected = count(({ kind }) => isSuspicion(kind));
  const breaks = count(({ kind }) => kind === 'break');
  const parts = [];
  if (lost > 0) parts.push(pluralText(lost, 'gap'));
  if (suspected > 0) parts.push(pluralText(suspected, 'suspected dropout'));
  if (breaks > 0) parts.push(pluralText(breaks, 'break'));
  return parts.join(' · ');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
