import { readWav, toMono } from '../../support/files/wav.ts';

/**
 * WebKit's mock microphone: a hum and a finer tone without end, and every second a short beep, high and low in turns.
 * All of it is the same again after two seconds, and without beeps after 1/150 s.
 */
const HUM = { hz: 150, amplitude: 0.1 };
const FINE = { hz: 3000, amplitude: 0.05 };
const BEEPS = [1500, 500].map((hz) => ({ hz, amplitude: 0.5 }));
const BEEP_SECONDS = 0.07;

/** What one call of the audio graph asks for, in frames. */
export const QUANTUM = 128;
/** WebKit computes its tones in floats: 2.5e-5 off at most, as seen. One frame too few or too many gives 1e-3 and more. */
const TOLERANCE = 1e-4;

export interface MicrophoneReport {
  readonly frames: number;
  readonly seconds: number;
  /** Frames at which the sound does not go on from the frame before. */
  readonly breaks: readonly number[];
  /**
   * Frames at which WebKit had nothing new when the audio graph asked, and gave the last quantum once more, or zeros:
   * its microphone is a timer of the page's own thread. The sound goes on behind it where it was.
   */
  readonly filledIn: readonly number[];
}

/** Follows the mock microphone's sound through a take, which may begin anywhere in it. */
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

/** Two seconds of it. */
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

/** Where in the sound that sample may be; the samples behind it tell which of them it was. */
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
