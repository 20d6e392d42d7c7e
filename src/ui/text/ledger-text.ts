import type { Ledger } from '../../shared/take/ledger.ts';
import * as words from '../words/later/sound.ts';

/** `1,323,000 of 1,323,000 frames · 0 lost`. */
export function ledgerText({ journaled, captured, lost }: Ledger): string {
  return words.framesKept(journaled, captured, lost);
}
