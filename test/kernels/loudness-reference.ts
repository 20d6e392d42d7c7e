import type { Planar } from './reference.ts';

/*
 * What the loudness kernels must compute, in plain TypeScript, one sample at a time, in double precision. K-weighting is
 * written as the standard's two filters, each in direct form 1.
 */

/** ITU-R BS.1770-5, annex 1, tables 1 and 2: the coefficients at 48 kHz. */
export const STANDARD = {
  shelf: {
    b: [1.53512485958697, -2.69169618940638, 1.19839281085285],
    a: [-1.69065929318241, 0.73248077421585],
  },
  highPass: { b: [1, -2, 1], a: [-1.99004745483398, 0.99007225036621] },
} as const;

export interface Biquad {
  readonly b: readonly [number, number, number];
  readonly a: readonly [number, number];
}

/** A filter with a state of its own. */
export function biquad({ b, a }: Biquad): (x: number) => number {
  const [b0, b1, b2] = b;
  const [a1, a2] = a;
  let x1 = 0;
  let x2 = 0;
  let y1 = 0;
  let y2 = 0;
  return (x) => {
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    x2 = x1;
    x1 = x;
    y2 = y1;
    y1 = y;
    return y;
  };
}

/** Sums of the squared K-weighted samples of one channel, for pieces that follow one another. */
export function weighing(shelf: Biquad, highPass: Biquad): (channel: Float32Array) => number {
  const first = biquad(shelf);
  const second = biquad(highPass);
  return (channel) => {
    let sum = 0;
    for (const x of channel) sum += second(first(Number.isFinite(x) ? x : 0)) ** 2;
    return sum;
  };
}

/** The greatest magnitude of one channel between and at its samples, for pieces that follow one another. */
export function oversampling(factor: 2 | 4, half: number): (channel: Float32Array) => number {
  const phases = Array.from({ length: factor - 1 }, (_, n) => interpolator((n + 1) / factor, half));
  const past = new Float32Array(2 * half - 1);
  return (channel) => {
    const signal = new Float32Array(past.length + channel.length);
    signal.set(past);
    signal.set(channel, past.length);
    past.set(signal.subarray(channel.length));
    let peak = 0;
    for (let i = 0; i < channel.length; i++) {
      peak = Math.max(peak, Math.abs(channel[i]!));
      for (const taps of phases) {
        let sum = 0;
        for (let k = 0; k < taps.length; k++) sum += taps[k]! * signal[i + k]!;
        peak = Math.max(peak, Math.abs(sum));
      }
    }
    return peak;
  };
}

/** sin x / x under Kaiser's window with β = 5, `fraction` after the middle of `2 * half` samples. */
function interpolator(fraction: number, half: number): Float64Array {
  return Float64Array.from({ length: 2 * half }, (_, k) => {
    const t = k - (half - 1) - fraction;
    return (Math.sin(Math.PI * t) / (Math.PI * t)) * kaiser(t / half);
  });
}

function kaiser(edge: number): number {
  return bessel(5 * Math.sqrt(1 - edge * edge)) / bessel(5);
}

/** I0, by integration: (1/π) ∫ exp(x cos t) dt from 0 to π. */
function bessel(x: number): number {
  const steps = 200;
  let sum = 0;
  for (let n = 0; n < steps; n++) sum += Math.exp(x * Math.cos((Math.PI * (n + 0.5)) / steps));
  return sum / steps;
}

export function stereoProduct([left, right]: Planar): number {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  left!.forEach((l, i) => {
    const product = l * right![i]!;
    if (!Number.isNaN(l) && !Number.isNaN(right![i]!)) sums[(i % 4) as 0 | 1 | 2 | 3] += product;
  });
  return sums[0] + sums[1] + (sums[2] + sums[3]);
}
