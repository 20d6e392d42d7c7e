import { loudnessText } from '../text/loudness-text.ts';
import * as words from '../words/later/take-facts.ts';

/**
 * `target −16: +8.4 dB`: the gain that brings a sound to its target. The target alone while the loudness is not known.
 * @param target in LUFS
 * @param loudness integrated, in LUFS
 */
export function targetText(target: number, loudness = Number.NaN): string {
  const wanted = String(target).replace('-', '−');
  // No −0.
  const gain = Math.round(10 * (target - loudness)) / 10 || 0;
  return Number.isFinite(loudness)
    ? words.gainToTarget(wanted, `${gain > 0 ? '+' : ''}${loudnessText(gain)}`)
    : words.target(wanted);
}
