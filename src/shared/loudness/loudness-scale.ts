/**
 * Energies are mean squares of K-weighted samples, summed over the channels, each with the weight 1: 1 is a square wave
 * at full scale. Loudness is in LUFS (ITU-R BS.1770-5, annex 1, equation 2).
 */
const OFFSET_LU = -0.691;

/** The energy's loudness in LUFS; -Infinity for 0. */
export function loudnessOf(energy: number): number {
  return OFFSET_LU + 10 * Math.log10(energy);
}
