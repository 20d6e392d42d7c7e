import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { music } from './music.ts';
import { writeMicWav } from './mic-wav.ts';
import { silentStereo, SIGNAL_RATE, type Stereo } from './pcm16.ts';
import { Random } from './random.ts';
import { speech } from './speech.ts';
import { readWav } from '../files/wav.ts';

export { music, speech, writeMicWav, SIGNAL_RATE, type Stereo };

/** Every tenth of a second has one of each extreme, because conversions go wrong there first. */
const EXTREME_EVERY_FRAMES = 4410;

/**
 * White noise over the full 16-bit range, with independent channels. Any eight samples of it occur only once, so a take
 * can be located in it to the frame. No frame is zero in both channels, and no channel has more than three zeros in a
 * row, so inserted silence is never taken for signal.
 */
export function randomSignal(seconds: number, seed: number): Stereo {
  const frames = Math.round(seconds * SIGNAL_RATE);
  const stereo = silentStereo(frames);
  const { left, right } = stereo;
  const random = new Random(seed);
  for (let i = 0; i < frames; i++) {
    left[i] = random.int16();
    right[i] = random.int16();
    if (left[i] === 0 && right[i] === 0) left[i] = 1;
  }
  for (const channel of [left, right]) {
    for (let start = 0; start < frames; start += EXTREME_EVERY_FRAMES) {
      const last = Math.min(start + EXTREME_EVERY_FRAMES, frames) - 1;
      const low = random.integer(start, last);
      channel[low] = -32768;
      channel[low === start ? last : low - 1] = 32767;
    }
    for (let i = 3; i < frames; i++) {
      if (channel[i] === 0 && channel[i - 1] === 0 && channel[i - 2] === 0 && channel[i - 3] === 0)
        channel[i] = 1;
    }
  }
  return stereo;
}

/** A recipe for a signal. The same recipe always gives the same samples. */
export type Signal =
  | { readonly kind: 'random' | 'music'; readonly seconds: number; readonly seed: number }
  | { readonly kind: 'speech'; readonly seconds: number; readonly text: string };

export interface SignalFile extends Stereo {
  /** A WAV file for the fake microphone. */
  readonly path: string;
}

const SENTENCES =
  'The harbour was quiet that morning. Nobody had told the fishermen that the recorder was still running, ' +
  'and so they spoke as they always did, about the weather, the price of fuel, and the boat that never came back.';

/**
 * The signal that takes are compared with, sample for sample. Tests with the same signal share a browser: see
 * `browser-pool.ts`.
 */
export const NOISE: Signal = { kind: 'random', seconds: 60, seed: 41 };

/** What people record. Lossy codecs are made for this, not for noise. */
export const PROGRAMME: Record<'speech' | 'music', Signal> = {
  speech: { kind: 'speech', seconds: 25, text: SENTENCES },
  music: { kind: 'music', seconds: 25, seed: 3 },
};

/** Raise this with every change to a generator, so that files of an older one in the cache are ignored. */
const SIGNALS_VERSION = 1;
const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/capstan/signals', import.meta.url));

/** The files that this process has asked for, by path. */
const known = new Map<string, Promise<SignalFile>>();

/** The signal as a microphone file and as samples, taken from the cache if it was made before. */
export function signalFile(signal: Signal): Promise<SignalFile> {
  const path = join(CACHE, `${cacheKey(signal)}.wav`);
  const file = known.get(path) ?? makeSignalFile(signal, path);
  known.set(path, file);
  return file;
}

async function makeSignalFile(signal: Signal, path: string): Promise<SignalFile> {
  if (existsSync(path)) return { path, ...readStereo(path) };
  const stereo = await generate(signal);
  mkdirSync(CACHE, { recursive: true });
  // The file is written under another name and then renamed: test files run in parallel, and none may see half a file.
  const aside = `${path}.${process.pid}.${Date.now()}`;
  writeMicWav(aside, stereo.left, stereo.right);
  renameSync(aside, path);
  return { path, ...stereo };
}

function cacheKey(signal: Signal): string {
  const detail =
    signal.kind === 'speech'
      ? createHash('sha256').update(signal.text).digest('hex').slice(0, 12)
      : signal.seed;
  return `${signal.kind}-${signal.seconds}s-${detail}-v${SIGNALS_VERSION}`;
}

async function generate(signal: Signal): Promise<Stereo> {
  switch (signal.kind) {
    case 'random':
      return randomSignal(signal.seconds, signal.seed);
    case 'music':
      return music(signal.seconds, signal.seed);
    case 'speech':
      return speech(signal.text, signal.seconds);
  }
}

function readStereo(path: string): Stereo {
  const { samples } = readWav(path);
  return { left: Int16Array.from(samples[0]!), right: Int16Array.from(samples[1]!) };
}
