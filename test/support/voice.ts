import { randomSource } from './random-source.ts';

/** Frequency and bandwidth, in Hz, of the resonances of a throat. */
const FORMANTS = [
  { hertz: 600, width: 90 },
  { hertz: 1300, width: 110 },
  { hertz: 2600, width: 160 },
];
const BREATH = 0.02;

/**
 * Something like a voice that never pauses: pulses of changing pitch, mixed with breath, resonate in three formants.
 */
export function voice(frames: number, sampleRate: number, seed: number): Float32Array<ArrayBuffer> {
  const random = randomSource(seed);
  const formants = FORMANTS.map(({ hertz, width }) => resonator(hertz, width, sampleRate));
  const sound = new Float32Array(frames);
  let phase = 0;
  for (let i = 0; i < frames; i++) {
    const seconds = i / sampleRate;
    phase += (140 + 40 * Math.sin(2 * Math.PI * 0.7 * seconds)) / sampleRate;
    const pulse = phase >= 1 ? 1 : 0;
    phase %= 1;
    const loudness = 0.05 * (1.2 + Math.sin(2 * Math.PI * 3.3 * seconds));
    const driven = loudness * (pulse + BREATH * (2 * random() - 1));
    // A sample is never zero, like a converter's noise floor.
    sound[i] = formants.reduce((sum, ring) => sum + ring(driven), 0) || 1e-5;
  }
  return sound;
}

function resonator(hertz: number, width: number, sampleRate: number): (driven: number) => number {
  const radius = Math.exp((-Math.PI * width) / sampleRate);
  const turn = 2 * radius * Math.cos((2 * Math.PI * hertz) / sampleRate);
  let [last, before] = [0, 0];
  return (driven) => {
    [last, before] = [driven + turn * last - radius * radius * before, last];
    return last;
  };
}
