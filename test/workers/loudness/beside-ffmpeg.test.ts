import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ebur128 } from '../../../e2e/support/files/ebur128.ts';
import { inTurn } from '../../../e2e/support/runs/turns.ts';
import { PROGRAMME, SIGNAL_RATE, signalFile } from '../../../e2e/support/signals/signals.ts';
import { temporaryFolder } from '../../support/temp-folder.ts';
import { dbtp, Meters } from './meters.ts';

/** Three minutes of music take a while to make, once. */
vi.setConfig({ testTimeout: 180_000 });

const SECONDS = 180;
const folder = temporaryFolder();

type Stereo = readonly [Float32Array, Float32Array];

async function programme(kind: 'music' | 'speech'): Promise<Stereo> {
  const { left, right } = await signalFile({ ...PROGRAMME[kind], seconds: SECONDS });
  return [floats(left), floats(right)];
}

function floats(samples: Int16Array): Float32Array {
  const plane = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) plane[i] = samples[i]! / 32768;
  return plane;
}

/** The level of a programme that has quiet parts, silence and a beginning past full scale. */
function uneven(plane: Float32Array): Float32Array {
  const gains = [3, -20, -Infinity, -9, -32, 0, -14, -5, -60].map((db) => 10 ** (db / 20));
  const changed = new Float32Array(plane.length);
  for (let i = 0; i < plane.length; i++) changed[i] = plane[i]! * gains[Math.floor(i / (20 * SIGNAL_RATE))]!;
  return changed;
}

async function besideFfmpeg(name: string, stereo: Stereo) {
  const interleaved = new Float32Array(2 * stereo[0].length);
  const [left, right] = stereo;
  for (let i = 0; i < left.length; i++) {
    interleaved[2 * i] = left[i]!;
    interleaved[2 * i + 1] = right[i]!;
  }
  const path = join(folder, `${name}.f32`);
  writeFileSync(path, interleaved);
  const native = await ebur128('-f', 'f32le', '-ar', String(SIGNAL_RATE), '-ac', '2', '-i', path);
  const meters = new Meters(2, SIGNAL_RATE);
  const momentary: number[] = [];
  const shortTerm: number[] = [];
  // A tenth of a second at a time, because ffmpeg tells so often.
  meters.measure(stereo, SIGNAL_RATE / 10, () => {
    momentary.push(meters.live.momentary);
    shortTerm.push(meters.live.shortTerm);
  });
  return { native, meters, momentary, shortTerm };
}

/** The greatest difference of readings from `from` on, above -70 LUFS, once the window is full. */
function greatestDifference(ours: readonly number[], theirs: readonly number[], from: number): number {
  let most = 0;
  for (let n = from; n < theirs.length; n++) {
    if (theirs[n]! > -70 || ours[n]! > -70) most = Math.max(most, Math.abs(ours[n]! - theirs[n]!));
  }
  return most;
}

describe('three minutes, beside native ffmpeg', () => {
  const { cases, titled } = inTurn<[string, 'music' | 'speech', (plane: Float32Array) => Float32Array]>([
    ['music', 'music', (plane) => plane],
    ['speech', 'speech', (plane) => plane],
    ['music of very uneven level', 'music', uneven],
  ]);
  it.each(cases)(
    titled('%s: the same loudness within 0.1 LU and the same true peak within 0.2 dB'),
    async (name, kind, change) => {
      const [left, right] = await programme(kind);
      const { native, meters, momentary, shortTerm } = await besideFfmpeg(name, [
        change(left),
        change(right),
      ]);
      const { integrated, range, truePeak } = meters.take;
      expect(Math.abs(integrated - native.integrated)).toBeLessThanOrEqual(0.1);
      expect(Math.abs(range - native.range)).toBeLessThanOrEqual(0.1);
      expect(Math.abs(dbtp(truePeak) - native.truePeak)).toBeLessThanOrEqual(0.2);
      expect(native.momentary).toHaveLength(momentary.length);
      expect(greatestDifference(momentary, native.momentary, 4)).toBeLessThanOrEqual(0.1);
      expect(greatestDifference(shortTerm, native.shortTerm, 30)).toBeLessThanOrEqual(0.1);
    },
  );
});
