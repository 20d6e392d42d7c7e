import { readWav, toMono } from '../../support/files/wav.ts';

/**
 * WebKit's mock microphone: an endless hum and an endless finer tone, and every second a short beep, alternately high
 * and low. The complete sound repeats after two seconds; without the beeps it repeats after 1/150 s.
 */
const HUM = { hz: 150, amplitude: 0.1 };
const FINE = { hz: 3000, amplitude: 0.05 };
const BEEPS = [1500, 500].map((hz) => ({ hz, amplitude: 0.5 }));
const BEEP_SECONDS = 0.07;

/** Frames that the audio graph requests per call. */
export const QUANTUM = 128;
/**
 * WebKit computes its tones in floats: at most 2.5e-5 off, as measured. One frame too few or too many gives 1e-3 and
 * more.
 */
const TOLERANCE = 1e-4;

export interface MicrophoneReport {
  readonly frames: number;
  readonly seconds: number;
  /** Frames at which the sound does not continue from the frame before. */
  readonly breaks: readonly number[];
  /**
   * Frames at which WebKit had no new samples when the audio graph asked, and delivered the last quantum again, or
   * zeros. The cause is that its microphone is a timer of the page's own thread. After such a quantum the sound
   * continues where it stopped.
   */
  readonly filledIn: readonly number[];
}

/** Follows the mock microphone's sound through a take, which may begin at any point of the sound. */
export function followMicrophone(path: string): MicrophoneReport {
  const wav = readWav(path);
  const [left, right] = wav.samples;
  if (right?.some((sample, i) => sample !== left![i])) throw new Error(`${path}: its channels differ`);
  const take = toMono(wav);
  const sound = microphoneSound(wav.sampleRate);
  const breaks: number[] = [];
  const filledIn: number[] = [];
  let places = everyPlace(sound, take[0]!);
  for (let frame = 0; frame < take.length; frame++) {
    const going = places.filter((place) => isSame(take[frame]!, sound[(place + frame) % sound.length]!));
    if (going.length > 0) {
      places = going;
      continue;
    }
    const from = frame - (frame % QUANTUM);
    if (isFilledIn(take, from)) {
      filledIn.push(from);
      places = places.map((place) => place + sound.length - QUANTUM);
      frame = from + QUANTUM - 1;
    } else {
      breaks.push(frame);
      places = everyPlace(sound, take[frame]!).map(
        (place) => place + (sound.length - (frame % sound.length)),
      );
    }
  }
  return { frames: wav.frames, seconds: wav.frames / wav.sampleRate, breaks, filledIn };
}

/** Two seconds of the mock microphone's sound. */
export function microphoneSound(sampleRate: number): Float64Array {
  const sound = new Float64Array(2 * sampleRate);
  const add = ({ hz, amplitude }: { hz: number; amplitude: number }, from: number, frames: number) => {
    for (let i = 0; i < frames; i++)
      sound[from + i]! += amplitude * Math.sin((2 * Math.PI * hz * i) / sampleRate);
  };
  add(HUM, 0, sound.length);
  add(FINE, 0, sound.length);
  for (const [second, beep] of BEEPS.entries())
    add(beep, second * sampleRate, Math.ceil(BEEP_SECONDS * sampleRate));
  return sound;
}

/** All positions in the sound where that sample may be. The samples after it decide which position it was. */
function everyPlace(sound: Float64Array, sample: number): number[] {
  return [...sound.keys()].filter((place) => isSame(sample, sound[place]!));
}

function isFilledIn(take: Float32Array, from: number): boolean {
  const quantum = take.subarray(from, from + QUANTUM);
  if (quantum.every((sample) => sample === 0)) return true;
  return from >= QUANTUM && quantum.every((sample, i) => sample === take[from - QUANTUM + i]);
}

function isSame(a: number, b: number): boolean {
  return Math.abs(a - b) < TOLERANCE;
}
