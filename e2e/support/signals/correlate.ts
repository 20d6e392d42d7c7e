import { fft } from './fft.ts';

export interface Correlation {
  /** The normalised value at lag 0: 1 is the same apart from the level, 0 is unrelated, -1 is inverted. */
  readonly atZero: number;
  /** The greatest value within the lags searched. */
  readonly peak: number;
  /** Frames by which `b` is late against `a` at the peak; negative when it is early. */
  readonly lag: number;
}

/**
 * Normalised cross-correlation for all lags up to +-`maxLag` frames. Each lag is normalised by the energy of the parts
 * that overlap there, so that a delayed copy still reaches 1. Two silent signals correlate with 0.
 */
export function correlation(a: Float32Array, b: Float32Array, maxLag: number): Correlation {
  const products = crossProducts(a, b, maxLag);
  const energyA = runningEnergy(a);
  const energyB = runningEnergy(b);
  let peak = Number.NEGATIVE_INFINITY;
  let lag = 0;
  let atZero = 0;
  for (let at = -maxLag; at <= maxLag; at++) {
    const from = Math.max(0, -at);
    const to = Math.min(a.length, b.length - at);
    if (to <= from) continue;
    const energy = (energyA[to]! - energyA[from]!) * (energyB[to + at]! - energyB[from + at]!);
    const value = energy > 0 ? products[at + maxLag]! / Math.sqrt(energy) : 0;
    if (at === 0) atZero = value;
    if (value > peak) [peak, lag] = [value, at];
  }
  return { atZero, peak, lag };
}

/**
 * The sum over n of a[n] * b[n + lag], for every lag. It takes one forward transform (a real, b imaginary) and one
 * inverse.
 */
function crossProducts(a: Float32Array, b: Float32Array, maxLag: number): Float64Array {
  let size = 2;
  // Zeros after the longer signal keep lags from wrapping around into each other.
  while (size < Math.max(a.length, b.length) + maxLag) size *= 2;
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  re.set(a);
  im.set(b);
  fft(re, im);
  const productRe = new Float64Array(size);
  const productIm = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const m = (size - k) & (size - 1);
    // X = A + iB with A and B of real signals: A = (X[k] + X*[m]) / 2, B = (X[k] - X*[m]) / 2i.
    const ar = (re[k]! + re[m]!) / 2;
    const ai = (im[k]! - im[m]!) / 2;
    const br = (im[k]! + im[m]!) / 2;
    const bi = (re[m]! - re[k]!) / 2;
    productRe[k] = ar * br + ai * bi;
    productIm[k] = ar * bi - ai * br;
  }
  // With swapped arguments, `fft` is the inverse transform.
  fft(productIm, productRe);
  const products = new Float64Array(2 * maxLag + 1);
  for (let lag = -maxLag; lag <= maxLag; lag++)
    products[lag + maxLag] = productRe[(lag + size) & (size - 1)]! / size;
  return products;
}

function runningEnergy(samples: Float32Array): Float64Array {
  const sums = new Float64Array(samples.length + 1);
  for (let i = 0; i < samples.length; i++) sums[i + 1] = sums[i]! + samples[i]! ** 2;
  return sums;
}
