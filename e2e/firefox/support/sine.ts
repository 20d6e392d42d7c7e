import { expect } from 'playwright/test';
import type { Ledger } from '../../../src/shared/ledger.ts';
import { readWav, toMono } from '../../support/wav.ts';
import { SINE_HZ } from './firefox.ts';

export interface SineReport {
  readonly frames: number;
  readonly sampleRate: number;
  readonly amplitude: number;
  /** Greatest departure of a sample from what the two before it foretell, in full scale. */
  readonly worst: number;
  readonly worstAt: number;
}

export function measureSine(path: string): SineReport {
  const wav = readWav(path);
  const x = toMono(wav);
  const turn = 2 * Math.cos((2 * Math.PI * SINE_HZ) / wav.sampleRate);
  let worst = 0;
  let worstAt = 0;
  let amplitude = 0;
  for (let i = 0; i < x.length; i++) {
    amplitude = Math.max(amplitude, Math.abs(x[i]!));
    if (i < 2) continue;
    const off = Math.abs(x[i]! - turn * x[i - 1]! + x[i - 2]!);
    if (off > worst) [worst, worstAt] = [off, i];
  }
  return { frames: wav.frames, sampleRate: wav.sampleRate, amplitude, worst, worstAt };
}
