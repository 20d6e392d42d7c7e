/*
 * What the kernels must compute, in plain TypeScript: one sample at a time, with every f32 operation spelled out with
 * Math.fround. A double holds any f32 sum, product or quotient precisely enough that rounding it once more to f32 gives
 * the result of f32 arithmetic (53 ≥ 2 × 24 + 2).
 */

export type Planar = readonly Float32Array[];

export const ASYMMETRIC = 1;
export const SYMMETRIC = 2;

export function sourceGrid(input: Planar): number {
  let fits = ASYMMETRIC | SYMMETRIC;
  for (const channel of input) {
    for (const x of channel) {
      if (!onAsymmetric(x)) fits &= ~ASYMMETRIC;
      if (!onSymmetric(x)) fits &= ~SYMMETRIC;
    }
  }
  return fits;
}

function onSymmetric(x: number): boolean {
  return x >= -1 && x < 1 && Number.isInteger(x * 32768);
}

function onAsymmetric(x: number): boolean {
  if (!(x > 0)) return x >= -1 && Number.isInteger(x * 32768);
  const v = Math.round(x * 32767);
  const divided = Math.fround(v / 32767);
  const multiplied = Math.fround(v * Math.fround(1 / 32767));
  return v >= 1 && v <= 32767 && (x === divided || x === multiplied);
}

/** Generator states for 8 channels. */
export function seedDither(seed: number): Uint32Array {
  return Uint32Array.from({ length: 8 }, (_, c) => {
    let h = (seed + Math.imul(c + 1, 0x9e3779b9)) >>> 0;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    h = (h ^ (h >>> 16)) >>> 0;
    return h === 0 ? 0x6d2b79f5 : h;
  });
}

/** Steps channel `c` and returns its noise in LSB, between -1 and 1. */
export function nextNoise(states: Uint32Array, c: number): number {
  let x = states[c]!;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  x >>>= 0;
  states[c] = x;
  return ((x >>> 16) - (x & 0xffff)) / 65536;
}

export function packS16(input: Planar, grid: number, states: Uint32Array): Uint8Array {
  return interleave(input, 2, (view, at, x, c) => {
    let value: number;
    if (grid & ASYMMETRIC) value = Math.fround(x * (x > 0 ? 32767 : 32768));
    else if (grid & SYMMETRIC) value = Math.fround(x * 32768);
    else value = Math.fround(Math.fround(x * 32768) + nextNoise(states, c));
    view.setInt16(at, toInteger(value, -32768, 32767), true);
  });
}

export function packS24(input: Planar, grid: number): Uint8Array {
  return interleave(input, 3, (view, at, x) => {
    let value: number;
    if (grid & ASYMMETRIC) value = nearestEven(Math.fround(x * (x > 0 ? 32767 : 32768))) * 256;
    else value = Math.fround(x * 8388608);
    const integer = toInteger(value, -8388608, 8388607);
    view.setUint16(at, integer & 0xffff, true);
    view.setInt8(at + 2, integer >> 16);
  });
}

export function packF32(input: Planar): Uint8Array {
  return interleave(input, 4, (view, at, x) => view.setFloat32(at, Number.isNaN(x) ? 0 : x, true));
}

export interface Levels {
  peak: number;
  sumOfSquares: number;
  clipped: number;
}

export function measure(channel: Float32Array): Levels {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  let peak = 0;
  let clipped = 0;
  channel.forEach((sample, i) => {
    const x = Number.isNaN(sample) ? 0 : sample;
    peak = Math.max(peak, Math.abs(x));
    if (Math.abs(x) >= 1) clipped++;
    sums[(i % 4) as 0 | 1 | 2 | 3] += x * x;
  });
  return { peak, sumOfSquares: sums[0] + sums[1] + (sums[2] + sums[3]), clipped };
}

export interface Column {
  minimum: number;
  maximum: number;
  sumOfSquares: number;
  clipped: number;
}

/** The waveform columns of a channel: the first has `first` frames, the others 256, and the last what is left. */
export function columns(channel: Float32Array, first: number): Column[] {
  const found: Column[] = [];
  for (
    let from = 0, length = first;
    from < channel.length;
    from += length, length = found.length === 1 ? 256 : length
  ) {
    const part = channel.subarray(from, from + length);
    const samples = Array.from(part, (sample) => (Number.isNaN(sample) ? 0 : sample));
    found.push({
      minimum: Math.min(...samples),
      maximum: Math.max(...samples),
      sumOfSquares: measure(part).sumOfSquares,
      clipped: samples.filter((x) => x >= 32767 / 32768 || x <= -1).length,
    });
  }
  return found;
}

function interleave(
  input: Planar,
  bytes: number,
  write: (view: DataView, at: number, x: number, channel: number) => void,
): Uint8Array {
  const frames = input[0]?.length ?? 0;
  const out = new Uint8Array(frames * input.length * bytes);
  const view = new DataView(out.buffer);
  for (let i = 0; i < frames; i++) {
    input.forEach((channel, c) => write(view, (i * input.length + c) * bytes, channel[i]!, c));
  }
  return out;
}

function toInteger(value: number, low: number, high: number): number {
  return Number.isNaN(value) ? 0 : Math.min(high, Math.max(low, nearestEven(value)));
}

/** Rounds to the nearest integer, ties to even. */
function nearestEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
