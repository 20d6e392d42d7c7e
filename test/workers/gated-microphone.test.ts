import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Gap } from '../../src/shared/take/ledger.ts';
import { TakeJournal } from '../../src/workers/take/take-journal.ts';
import { randomSource } from '../support/random-source.ts';
import { voice } from '../support/voice.ts';
import { kernels } from './drain-stage.ts';
import { MemoryHandle } from './storage/memory-handle.ts';
import { SPEC } from './take-support.ts';

afterEach(() => vi.unstubAllGlobals());

const SECONDS = 60;

interface Span {
  readonly from: number;
  readonly frames: number;
}

/** The gaps in the ledger of a take of this sound. */
function gapsOf(sound: Float32Array<ArrayBuffer>, sampleRate: number, lostFrames = 0): readonly Gap[] {
  const spec = { ...SPEC, sampleRate, channels: 1 };
  const journal = new TakeJournal(spec, new MemoryHandle(), new MemoryHandle(), () => {});
  const plane = kernels.inputChannel(0);
  for (let at = 0; at < sound.length; at += 4000) {
    const block = sound.subarray(at, at + 4000);
    plane.set(block);
    journal.append(kernels, [plane], block.length);
    if (lostFrames > 0 && at === 400_000) journal.gap('clock-jump', lostFrames);
  }
  return journal.finish(sound.length, { wallMs: 0, clockPpm: 0 }).ledger.gaps;
}

/** Pauses between words, of any length. */
function pauses(sampleRate: number, seed: number): Span[] {
  const random = randomSource(seed);
  const found: Span[] = [];
  for (let at = sampleRate; at < (SECONDS - 1) * sampleRate;) {
    const frames = Math.round((0.01 + 0.4 * random()) * sampleRate);
    found.push({ from: at, frames });
    at += frames + Math.round((0.1 + 0.5 * random()) * sampleRate);
  }
  return found;
}

/**
 * The pauses whose length is not one that a browser's buffers have. One in a hundred has such a length and is left out.
 */
function ownPauses(sampleRate: number, seed: number): Span[] {
  const isOfBuffers = (frames: number) => frames % 128 === 0 || frames % (sampleRate / 100) === 0;
  return pauses(sampleRate, seed).filter(({ frames }) => !isOfBuffers(frames));
}

/**
 * The same pauses, beginning and ending at the frame boundaries of a processor that works in frames of `frame` samples.
 */
function framedPauses(sampleRate: number, frame: number, seed: number): Span[] {
  return pauses(sampleRate, seed).map(({ from, frames }) => ({
    from: Math.ceil(from / frame) * frame,
    frames: Math.ceil(frames / frame) * frame,
  }));
}

/** Mutes the sound in the pauses. Outside of them it fades out and in by ramps of `release` and `attack` frames. */
function gate(
  sound: Float32Array<ArrayBuffer>,
  spans: readonly Span[],
  { release, attack }: { release: number; attack: number },
  ramp: (part: number) => number = (part) => part,
): Float32Array<ArrayBuffer> {
  const gated = sound.slice();
  for (const { from, frames } of spans) {
    gated.fill(0, from, from + frames);
    for (let i = 0; i < release; i++) gated[from - 1 - i]! *= ramp((i + 0.5) / release);
    for (let i = 0; i < attack; i++) gated[from + frames + i]! *= ramp((i + 0.5) / attack);
  }
  return gated;
}

/** Windows that cross-fade frames of sound. */
const hann = (part: number) => Math.sin((Math.PI / 2) * part) ** 2;
const vorbis = (part: number) => Math.sin((Math.PI / 2) * hann(part));

const spans = (gaps: readonly Gap[]) => gaps.map(({ frame, frames }) => ({ from: frame, frames }));
const ofKind = (gaps: readonly Gap[], kind: Gap['kind']) => gaps.filter((gap) => gap.kind === kind);
const ms = (count: number, sampleRate: number) => Math.round((count / 1000) * sampleRate);

describe.each([44_100, 48_000])('a take of 60 s at %i Hz, by a microphone', (rate) => {
  const sound = voice(SECONDS * rate, rate, 7);

  test('with a gate that cuts: every silence is its own', () => {
    const muted = ownPauses(rate, 1);
    const gaps = gapsOf(gate(sound, muted, { release: 0, attack: 0 }), rate);
    expect(spans(gaps)).toEqual(muted);
    expect(ofKind(gaps, 'muted')).toHaveLength(muted.length);
  });

  test.each([
    { release: 1, attack: 0 },
    { release: 5, attack: 5 },
    { release: 100, attack: 10 },
  ])('with a gate that lets go in $release ms and opens in $attack ms: none is suspected', (ramps) => {
    const gated = gate(sound, ownPauses(rate, 2), {
      release: ms(ramps.release, rate),
      attack: ms(ramps.attack, rate),
    });
    expect(ofKind(gapsOf(gated, rate), 'zeros')).toEqual([]);
  });

  test('with a gate that lets go softly and opens at once: none is suspected', () => {
    const ramps = { release: ms(10, rate), attack: 0 };
    const gated = gate(sound, framedPauses(rate, rate / 100, 3), ramps, hann);
    expect(ofKind(gapsOf(gated, rate), 'zeros')).toEqual([]);
  });

  test.each<[string, (part: number) => number]>([
    ['Hann’s', hann],
    ['Vorbis’', vorbis],
  ])(
    'with a denoiser that works in frames of 10 ms, with %s window: of a hundred at most one is suspected',
    (_, window) => {
      const frame = rate / 100;
      const muted = framedPauses(rate, frame, 4);
      const gaps = gapsOf(gate(sound, muted, { release: frame, attack: frame }, window), rate);
      expect(ofKind(gaps, 'zeros').length).toBeLessThan(muted.length / 100 + 1);
      expect(ofKind(gaps, 'muted').length).toBeGreaterThan(0.9 * muted.length);
    },
  );

  test('that sends nothing between words (DTX): none is suspected', () => {
    const [frame, overlap] = [ms(20, rate), ms(2.5, rate)];
    const gated = gate(sound, framedPauses(rate, frame, 5), { release: overlap, attack: overlap }, vorbis);
    expect(ofKind(gapsOf(gated, rate), 'zeros')).toEqual([]);
  });

  test('with a gate that cuts, in Firefox: every silence of more than 0.1 s is its own', () => {
    vi.stubGlobal('navigator', { userAgent: 'Firefox/140.0' });
    const muted = ownPauses(rate, 1).filter(({ frames }) => frames > 0.1 * rate);
    const gaps = gapsOf(gate(sound, muted, { release: 0, attack: 0 }), rate);
    expect(spans(gaps)).toEqual(muted);
    expect(ofKind(gaps, 'muted')).toHaveLength(muted.length);
  });

  test('that gives nothing at all: nothing is told', () => {
    expect(gapsOf(new Float32Array(SECONDS * rate), rate)).toEqual([]);
  });

  test('whose gate cuts whole frames of 10 ms in mid-swing: nobody can tell it from a browser, and it is suspected', () => {
    const muted = framedPauses(rate, rate / 100, 6);
    const gaps = gapsOf(gate(sound, muted, { release: 0, attack: 0 }), rate);
    expect(spans(gaps)).toEqual(muted);
    expect(ofKind(gaps, 'zeros').length).toBeGreaterThan(0.95 * muted.length);
  });

  test('with a gate, and a browser that puts in 10 ms ten times: ten are suspected', () => {
    const muted = ownPauses(rate, 8);
    const gated = gate(sound, muted, { release: 0, attack: 0 });
    const holes = muted.slice(5, 15).map(({ from, frames }) => from + frames + ms(40, rate));
    for (const from of holes) gated.fill(0, from, from + rate / 100);
    const gaps = gapsOf(gated, rate);
    expect(ofKind(gaps, 'zeros')).toEqual(
      holes.map((frame) => ({ frame, frames: rate / 100, kind: 'zeros' })),
    );
    expect(ofKind(gaps, 'muted')).toHaveLength(muted.length);
  });

  test('with a gate, and a second that is lost: it is lost, and every silence is its own', () => {
    const muted = ownPauses(rate, 1);
    const gaps = gapsOf(gate(sound, muted, { release: 0, attack: 0 }), rate, rate);
    expect(ofKind(gaps, 'clock-jump')).toEqual([{ frame: 404_000, frames: rate, kind: 'clock-jump' }]);
    expect(ofKind(gaps, 'muted')).toHaveLength(muted.length);
    expect(gaps).toHaveLength(muted.length + 1);
  });
});

/**
 * Chromium inserts complete buffers of 10 ms; WebKit inserts blocks of 128 frames, at 44.1 kHz for 12, 35, 221 and
 * 255 ms; Firefox inserts as many frames as a buffer lacks.
 */
test.each([
  {
    name: 'Chromium or WebKit',
    rate: 44_100,
    frames: [441, 882, 1323, 4 * 128, 12 * 128, 76 * 128, 88 * 128],
  },
  { name: 'Chromium or WebKit', rate: 48_000, frames: [480, 960, 1440, 4 * 128, 12 * 128, 84 * 128] },
  { name: 'Firefox', rate: 44_100, frames: [192, 301, 354, 1078, 1743, 2046] },
])('zeros that $name puts into a voice at $rate Hz are suspected, but for one in fifty', (browser) => {
  const { name, rate, frames } = browser;
  vi.stubGlobal('navigator', { userAgent: `${name}/140.0` });
  const random = randomSource(9);
  const sound = voice(SECONDS * rate, rate, 10);
  let holes = 0;
  for (let at = rate; at < (SECONDS - 1) * rate; at += Math.round((0.05 + 0.1 * random()) * rate)) {
    const length = frames[holes++ % frames.length]!;
    sound.fill(0, at, at + length);
    at += length;
  }
  const gaps = gapsOf(sound, rate);
  expect(gaps).toHaveLength(holes);
  expect(ofKind(gaps, 'zeros').length).toBeGreaterThan(0.98 * holes);
});
