import { LEAST_GAIN_DB, MOST_GAIN_DB } from '../../engine/takes/take-editing.ts';

/** Decibels of a typed gain such as `+6`, `-6`, `−1,5` or `3 dB`. Undefined if it is none, or out of range. */
export function typedGain(text: string): number | undefined {
  const plain = text
    .trim()
    .replace(/\s*dB$/i, '')
    .replace(',', '.')
    .replace('−', '-');
  if (!/^[+-]?\d+(\.\d*)?$/.test(plain)) return undefined;
  const decibels = Number(plain);
  return decibels >= LEAST_GAIN_DB && decibels <= MOST_GAIN_DB ? decibels : undefined;
}
