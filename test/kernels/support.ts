import { readFile } from 'node:fs/promises';
import { Kernels } from '../../src/workers/kernels/kernels.ts';
import type { KernelExports } from '../../src/workers/kernels/kernels.ts';
import { randomSource } from '../support/random-source.ts';
import type { Planar } from './reference.ts';

const file = new URL('../../build/kernels.wasm', import.meta.url);

/** A fresh instance, with the raw exports beside the wrapper. Throws when `build/kernels.wasm` is missing. */
export async function freshKernels(): Promise<{ kernels: Kernels; wasm: KernelExports }> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Error('build/kernels.wasm is missing: run npm run build:wasm', { cause });
  });
  const { instance } = await WebAssembly.instantiate(bytes);
  const wasm = instance.exports as unknown as KernelExports;
  return { kernels: new Kernels(wasm), wasm };
}

/** Copies the block in, over a canary beyond full scale: it exposes a kernel that reads past the end. */
export function fill(kernels: Kernels, input: Planar): void {
  for (let c = 0; c < Kernels.maxChannels; c++) {
    const target = kernels.inputChannel(c).fill(3);
    const source = input[c];
    if (source !== undefined) target.set(source);
  }
}

export const LENGTHS = [0, 1, 2, 3, 5, 7, 31, 127, 128, 129, 441, 1023, Kernels.maxFrames] as const;
export const CHANNEL_COUNTS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

/** Values where a converter goes wrong: limits, ties, signs, denormals, NaN and infinities. */
export const AWKWARD = Float32Array.of(
  0,
  -0,
  NaN,
  Infinity,
  -Infinity,
  1,
  -1,
  1 + 2 ** -23,
  1 - 2 ** -24,
  -1 - 2 ** -23,
  2,
  -2,
  3.4e38,
  -3.4e38,
  1e-45,
  -1e-45,
  1.1e-38,
  0.5 / 32768,
  1.5 / 32768,
  -0.5 / 32768,
  -2.5 / 32768,
  0.5 / 8388608,
  1.5 / 8388608,
  -0.5 / 8388608,
  32767 / 32768,
  32767.5 / 32768,
  32768 / 32767,
);

export type Sample = (random: () => number) => number;

/** Loud noise that exceeds full scale, with an awkward value in about every tenth place. */
export const wildSample: Sample = (random) =>
  random() < 0.1 ? AWKWARD[Math.floor(random() * AWKWARD.length)]! : random() * 2.2 - 1.1;

export const fineSample: Sample = (random) => random() * 2 - 1;
export const symmetricSample: Sample = (random) => Math.floor(random() * 65536 - 32768) / 32768;
export const asymmetricSample: Sample = (random) => asymmetric(Math.floor(random() * 65536 - 32768));

/** A 16-bit integer as Chromium converts it to a float. */
export function asymmetric(v: number): number {
  return v > 0 ? Math.fround(v * Math.fround(1 / 32767)) : v / 32768;
}

/** Blocks of each kind of signal at every length, for one channel count. */
export function* everyBlock(channels: number): Generator<Float32Array[]> {
  for (const frames of LENGTHS) {
    yield block(wildSample, channels, frames);
    yield block(fineSample, channels, frames);
    // What the grids add already shows at short lengths.
    if (frames > 1023) continue;
    yield block(symmetricSample, channels, frames);
    yield block(asymmetricSample, channels, frames);
  }
}

export function block(sample: Sample, channels: number, frames: number, seed = 1): Float32Array[] {
  const random = randomSource(seed + 1000 * channels + frames);
  return Array.from({ length: channels }, () => Float32Array.from({ length: frames }, () => sample(random)));
}

/** Every signed 16-bit integer, from -32768 up. */
export const EVERY_S16 = Int16Array.from({ length: 65536 }, (_, i) => i - 32768);
