import { chromiumInt16, NOT_A_SAMPLE } from './pcm16.ts';
import { readWav } from '../files/wav.ts';

/**
 * A take's samples, in any format of the take, as the 16-bit samples of the fake microphone that they were made from. A
 * value that no such sample gives becomes NOT_A_SAMPLE.
 */
export function sourceSamples(wavPath: string): Int32Array[] {
  const wav = readWav(wavPath);
  return wav.samples.map((samples) => {
    if (samples instanceof Float32Array) return chromiumInt16(samples);
    if (wav.format === 's16') return samples;
    return samples.map((value) => (value % 256 === 0 ? value / 256 : NOT_A_SAMPLE));
  });
}
