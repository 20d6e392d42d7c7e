import { tenthsText } from './number-text.ts';

/** `−17.8`. A dash where there is nothing to measure yet. */
export function loudnessText(value: number): string {
  return Number.isFinite(value) ? tenthsText(value) : '–';
}

/** Whether a loudness in LUFS is within 1 LU of its target. @param target 0 for none */
export function isOnTarget(target: number, loudness = Number.NaN): boolean {
  return target !== 0 && Math.abs(target - loudness) <= 1;
}
