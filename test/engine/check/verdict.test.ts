import { expect, test } from 'vitest';
import { verdictOf, type Verdict } from '../../../src/engine/check/verdict.ts';

const RATE = 48_000;
const SILENCE = () => 0;

/** A voice, roughly: a tone that comes and goes three times a second. Its peaks are at `peak`. */
function voice(peak: number): (frame: number) => number {
  return (frame) => {
    const seconds = frame / RATE;
    return peak * Math.max(0, Math.sin(2 * Math.PI * 3 * seconds)) * Math.sin(2 * Math.PI * 220 * seconds);
  };
}

/** What a limiter of the sound card leaves of a signal that is too loud. */
function limited(signal: (frame: number) => number): (frame: number) => number {
  return (frame) => Math.max(-1, Math.min(1, signal(frame)));
}

function verdict(channels: readonly ((frame: number) => number)[], processing: string[] = []): Verdict {
  const planes = channels.map((signal) =>
    Float32Array.from({ length: 5 * RATE }, (_, frame) => signal(frame)),
  );
  return verdictOf({ planes, sampleRate: RATE, processing });
}

test.each<[name: string, of: Verdict, expected: Verdict]>([
  ['a voice at a good level', verdict([voice(0.4), voice(0.4)]), 'good'],
  ['the same on a mono microphone', verdict([voice(0.4)]), 'good'],
  ['one that peaks at -30 dB', verdict([voice(0.03), voice(0.03)]), 'quiet'],
  ['one that peaks at full scale without clipping', verdict([voice(0.99)]), 'good'],
  ['one that is 6 dB too loud', verdict([limited(voice(2)), limited(voice(2))]), 'clips'],
  ['one on the left alone', verdict([voice(0.4), SILENCE]), 'left-only'],
  ['one on the right, with crosstalk', verdict([voice(0.002), voice(0.4)]), 'right-only'],
  ['one that is only softer on the right', verdict([voice(0.4), voice(0.1)]), 'good'],
  ['one that clips on the left alone', verdict([limited(voice(2)), SILENCE]), 'clips'],
  ['one that the browser processes', verdict([voice(0.4)], ['echoCancellation']), 'processed'],
  ['nothing but noise at -70 dB', verdict([(frame) => 0.0003 * Math.sin(frame * 12.9898)]), 'nothing'],
  ['exact zeros', verdict([SILENCE, SILENCE]), 'nothing'],
  ['no frame at all', verdictOf({ planes: [], sampleRate: RATE, processing: [] }), 'nothing'],
])('%s', (_, of, expected) => {
  expect(of).toBe(expected);
});
