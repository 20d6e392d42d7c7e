import { chromiumInt16, NOT_A_SAMPLE } from './pcm16.ts';
import { readWav } from '../files/wav.ts';

/**
 * A take's samples as the 16-bit samples of the fake microphone they were made from, whatever the take's own format. A
 * value that is made from none becomes NOT_A_SAMPLE.
 */
export function sourceSamples(wavPath: string): Int32Array[] {
  const wav = readWav(wavPath);
  return wav.samples.map((samples) => {
    if (samples instanceof Float32Array) return chromiumInt16(samples);
    if (wav.format === 's16') return samples;
    return samples.map((value) => (value % 256 === 0 ? value / 256 : NOT_A_SAMPLE));
  });
}
