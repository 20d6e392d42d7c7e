/**
 * Two channels of 16-bit samples at 44.1 kHz, the only form that Chromium's fake microphone passes on without
 * resampling.
 */
export interface Stereo {
  readonly left: Int16Array<ArrayBuffer>;
  readonly right: Int16Array<ArrayBuffer>;
}

export const SIGNAL_RATE = 44_100;

export function silentStereo(frames: number): Stereo {
  return { left: new Int16Array(frames), right: new Int16Array(frames) };
}

/** Rounds to the nearest 16-bit value and clips what does not fit. */
export function toInt16(value: number): number {
  return Math.max(-32768, Math.min(32767, Math.round(value)));
}

/** Chromium multiplies by this constant in single precision; dividing by 32767 differs in 768 of the 32,767 values. */
const POSITIVE_STEP = Math.fround(1 / 32767);

/** The float that a Chromium page gets for a 16-bit sample of the fake microphone. */
export function chromiumFloat(sample: number): number {
  return sample < 0 ? sample / 32768 : Math.fround(sample * POSITIVE_STEP);
}

/**
 * Converts floats captured in Chromium back to the 16-bit samples they were made from. Any other value becomes
 * NOT_A_SAMPLE: a take that was scaled, mixed or resampled must not pass as exact after rounding.
 */
export function chromiumInt16(samples: Float32Array): Int32Array<ArrayBuffer> {
  const out = new Int32Array(samples.length);
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i]!;
    const sample = Math.round(value < 0 ? value * 32768 : value * 32767);
    out[i] = chromiumFloat(sample) === value ? sample : NOT_A_SAMPLE;
  }
  return out;
}

/** A value outside the 16-bit range, so no source contains it. */
export const NOT_A_SAMPLE = 0x7fff_ffff;
