import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SIGNAL_RATE, silentStereo, toInt16, type Stereo } from './pcm16.ts';
import { Random } from './random.ts';
import { mustRun } from '../browser/run.ts';
import { readWav } from '../files/wav.ts';

/** The right channel is a little quieter than the left one, so that swapped channels show. */
const RIGHT_LEVEL = 0.8;
/** Exact silence between two sentences would look like a starved audio clock; see `floorNoise`. */
const FLOOR_LSB = 2;
/** Voices of espeak-ng. They change, so that the same sentence never sounds the same again. */
const VOICES = ['en-us', 'en-gb', 'en-us+f3', 'en-gb+m7'] as const;

/**
 * Speech of exactly `seconds`: the sentences of `text`, repeated in changing order by changing voices. Each round
 * announces its number, so that every moment of a long file is recognisable by ear and by correlation.
 */
export async function speech(text: string, seconds: number): Promise<Stereo> {
  const frames = Math.round(seconds * SIGNAL_RATE);
  const stereo = silentStereo(frames);
  const random = new Random(1);
  for (let filled = 0, round = 1; filled < frames; round++) {
    const spoken = await speak(script(text, round), random);
    if (spoken.length === 0) throw new Error('espeak-ng said nothing');
    stereo.left.set(spoken.subarray(0, frames - filled), filled);
    filled += spoken.length;
  }
  for (let i = 0; i < frames; i++) {
    const sample = stereo.left[i]!;
    stereo.right[i] = toInt16(sample * RIGHT_LEVEL + floorNoise(random));
    stereo.left[i] = toInt16(sample + floorNoise(random));
  }
  breakZeroRuns(stereo.left);
  breakZeroRuns(stereo.right);
  return stereo;
}

/**
 * The pauses of synthetic speech are exact zeros. No real microphone delivers such zeros, and they cannot be told from
 * the zeros that a starved capture path inserts. This noise is the hiss of a quiet converter: -84 dBFS.
 */
function floorNoise(random: Random): number {
  return random.integer(-FLOOR_LSB, FLOOR_LSB);
}

/** Noise cancels the signal now and then. This breaks up every run of four zeros. */
function breakZeroRuns(samples: Int16Array): void {
  for (let i = 0, run = 0; i < samples.length; i++) {
    run = samples[i] === 0 ? run + 1 : 0;
    if (run > 3) {
      samples[i] = 1;
      run = 0;
    }
  }
}

function script(text: string, round: number): string {
  const sentences = text.match(/[^.!?]+[.!?]*/g) ?? [text];
  const turn = (round - 1) % sentences.length;
  return `Part ${round}. ${sentences.slice(turn).concat(sentences.slice(0, turn)).join(' ')}`;
}

async function speak(text: string, random: Random): Promise<Int16Array> {
  const folder = mkdtempSync(join(tmpdir(), 'capstan-speech-'));
  try {
    const spoken = join(folder, 'spoken.wav');
    const resampled = join(folder, 'resampled.wav');
    const voice = random.pick(VOICES);
    const pace = ['-s', String(random.integer(140, 190)), '-p', String(random.integer(30, 70))];
    await mustRun('espeak-ng', ['-v', voice, ...pace, '-w', spoken, text]);
    // -R makes sox's dither the same in every run. espeak-ng's loudest peaks need the headroom that -3 dB gives.
    const rate = ['-r', String(SIGNAL_RATE), '-b', '16', '-c', '1'];
    await mustRun('sox', ['-R', spoken, ...rate, resampled, 'gain', '-3', 'rate', '-v', String(SIGNAL_RATE)]);
    return Int16Array.from(readWav(resampled).samples[0]!);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
