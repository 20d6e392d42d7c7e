import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { writeWavHeader } from '../../../src/shared/audio/wav-header.ts';
import { LongSound } from '../../../src/ui/player/long-sound.ts';
import { SoundElement, type SoundListener } from '../../../src/ui/player/sound-element.ts';

class Audio extends EventTarget {
  src = '';
  currentTime = 0;
  duration = NaN;
  paused = true;
  playbackRate = 1;
  defaultPlaybackRate = 1;
  setAttribute(): void {}
  removeAttribute(): void {
    this.src = '';
  }
  load(): void {}
  play(): Promise<void> {
    this.paused = false;
    return Promise.resolve();
  }
  pause(): void {
    this.paused = true;
  }
  /** As a browser does at the end of a file. */
  end(): void {
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
    this.dispatchEvent(new Event('ended'));
  }
}

const RATE = 8000;
let audio: Audio;
let urls: Set<string>;
let ended: number;
let element: SoundElement;
let long: LongSound;

beforeEach(async () => {
  audio = new Audio();
  urls = new Set();
  ended = 0;
  let made = 0;
  vi.stubGlobal('document', { createElement: () => audio });
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const url = `blob:${++made}`;
    urls.add(url);
    audio.currentTime = 0;
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void urls.delete(url));
  const nothing = () => {};
  const listener: SoundListener = {
    failed: nothing,
    turned: nothing,
    ended: () => ended++,
    plays: () => false,
    jumps: nothing,
    ticked: nothing,
    durationKnown: nothing,
  };
  element = new SoundElement(listener, { loop: undefined, skipped: [], until: undefined });
  // Three seconds in parts of one.
  const shape = { sampleRate: RATE, channels: 1, format: 's16' } as const;
  const samples = new Uint8Array(6 * RATE);
  const file = new Blob([writeWavHeader(shape, samples.length) as BlobPart, samples]);
  long = await LongSound.of(file, 2 * RATE);
  element.open(file, long);
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('a place in another part is found there, and what plays plays on', () => {
  expect(element.duration).toBe(3);
  const first = audio.src;
  element.seek(0.5);
  expect([audio.src, audio.currentTime, element.position]).toEqual([first, 0.5, 0.5]);
  void audio.play();
  element.seek(2.25);
  expect(audio.src).not.toBe(first);
  expect([audio.currentTime, element.position, audio.paused]).toEqual([0.25, 2.25, false]);
  element.seek(0.75);
  expect(element.position).toBe(0.75);
});

test('paused, it stays paused in another part', () => {
  element.seek(1.5);
  expect([audio.paused, element.position]).toEqual([true, 1.5]);
});

test('the end of a part is followed by the next part; only the last one ends the sound', () => {
  void audio.play();
  for (const [from, paused, ends] of [
    [1, false, 0],
    [2, false, 0],
  ] as const) {
    audio.end();
    expect([element.position, audio.paused, ended]).toEqual([from, paused, ends]);
  }
  audio.end();
  expect([audio.paused, ended]).toEqual([true, 1]);
});

test('beyond its ends is the nearer end; another part has the same speed', () => {
  element.rate = 2;
  element.seek(99);
  expect(element.position).toBe(3);
  element.seek(-5);
  expect(element.position).toBe(0);
  expect(audio.defaultPlaybackRate).toBe(2);
});

test('one URL is held while it is open, and none after it was closed', () => {
  for (const seconds of [2.5, 0, 1.5, 2.5]) element.seek(seconds);
  expect(urls.size).toBe(1);
  element.close();
  expect(urls.size).toBe(0);
  element.open(new Blob(['OggS']), undefined);
  expect(element.position).toBe(0);
  expect(urls.size).toBe(1);
});
