/** K-weighting in the kernels' memory, in f64: coefficients, then states; see `wasm/layout.ts`. */
export const WEIGHTING_LENGTH = 40;
const WEIGHTING_STATES = 8;

/** The past of 8 channels, in f32. */
export const TRUE_PEAK_PAST = 160;

/** Each true-peak filter has this many taps; all are symmetric or antisymmetric. */
const TAPS = 20;
/** Kaiser's β: the gain up to 0.417 of the sample rate (20 kHz at 48 kHz) is within 0.03 dB. */
const BETA = 5;

/** ITU-R BS.1770-5, annex 1, gives the coefficients at this rate. */
const STANDARD_RATE = 48_000;

/** New filters for a signal of `sampleRate` Hz. Its meter lends them to the kernels for each block. */
export function weightingFilters(sampleRate: number): Float64Array<ArrayBuffer> {
  const filters = new Float64Array(WEIGHTING_LENGTH);
  filters.set(kWeighting(sampleRate));
  return filters;
}

/** Puts filters at rest, as after long silence. */
export function restFilters(filters: Float64Array<ArrayBuffer>): void {
  filters.fill(0, WEIGHTING_STATES);
}

/**
 * The coefficients of K-weighting: the shelf's b0, b1, b2, a1, a2, and the high-pass's a1, a2. The high-pass's zeros are
 * 1, -2, 1, and its gain is in the shelf's b. BS.1770-5 gives both filters at 48 kHz only. At every rate they are the
 * bilinear transforms of one pair of analogue filters, whose parameters follow from the standard's coefficients.
 */
export function kWeighting(sampleRate: number): readonly number[] {
  const shelf = { k: warped(1681.974450955533, sampleRate), q: 0.7071752369554196 };
  const high = 10 ** (3.999843853973347 / 20);
  const band = high ** 0.4996667741545416;
  const k2 = shelf.k ** 2;
  const a0 = 1 + shelf.k / shelf.q + k2;
  const gain = highPassScale(STANDARD_RATE) / highPassScale(sampleRate) / a0;
  const pass = { k: warped(HIGH_PASS_HZ, sampleRate), a0: highPassScale(sampleRate) };
  return [
    gain * (high + (band * shelf.k) / shelf.q + k2),
    gain * 2 * (k2 - high),
    gain * (high - (band * shelf.k) / shelf.q + k2),
    (2 * (k2 - 1)) / a0,
    (1 - shelf.k / shelf.q + k2) / a0,
    (2 * (pass.k ** 2 - 1)) / pass.a0,
    (1 - pass.k / HIGH_PASS_Q + pass.k ** 2) / pass.a0,
  ];
}

const HIGH_PASS_HZ = 38.13547087602444;
const HIGH_PASS_Q = 0.5003270373238773;

/** The high-pass's a0 before it is normalised. The standard's zeros, 1, -2, 1, are not divided by it. */
function highPassScale(sampleRate: number): number {
  const k = warped(HIGH_PASS_HZ, sampleRate);
  return 1 + k / HIGH_PASS_Q + k ** 2;
}

function warped(hz: number, sampleRate: number): number {
  return Math.tan((Math.PI * hz) / sampleRate);
}

/** How often true peaks are oversampled: to 192 kHz or more at the usual rates (BS.1770-5, annex 2). */
export function oversampling(sampleRate: number): 1 | 2 | 4 {
  if (sampleRate < 96_000) return 4;
  return sampleRate < 192_000 ? 2 : 1;
}

/**
 * The first halves of three true-peak filters: halfway between two samples, and the even and the odd part of a quarter
 * of the way. They are sines x/x under Kaiser's window. BS.1770-5, annex 2, leaves the filter open and gives an example.
 * This one keeps the samples themselves, and its gain varies less.
 */
export function truePeakTaps(): Float32Array {
  const pairs = Array.from({ length: TAPS / 2 }, (_, tap) => tap);
  const mirrored = (tap: number) => TAPS - 1 - tap;
  const part = (sign: 1 | -1) => (tap: number) =>
    (interpolator(tap, 0.25) + sign * interpolator(mirrored(tap), 0.25)) / 2;
  return Float32Array.from([
    ...pairs.map((tap) => interpolator(tap, 0.5)),
    ...pairs.map(part(1)),
    ...pairs.map(part(-1)),
  ]);
}

/** Tap `tap` of the filter that gives the signal `fraction` of the way from the window's 10th sample to its 11th. */
function interpolator(tap: number, fraction: number): number {
  const distance = tap - (TAPS / 2 - 1) - fraction;
  const sinc = Math.sin(Math.PI * distance) / (Math.PI * distance);
  const edge = distance / (TAPS / 2);
  return (sinc * bessel(BETA * Math.sqrt(1 - edge ** 2))) / bessel(BETA);
}

/** The modified Bessel function of the first kind and order 0. */
function bessel(x: number): number {
  let sum = 1;
  for (let n = 1, term = 1; term > sum * 1e-12; n++) {
    term *= (x / 2 / n) ** 2;
    sum += term;
  }
  return sum;
}
