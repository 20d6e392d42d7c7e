import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import type { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { nextJump, type JumpPlaces } from '../../../src/ui/player/player-jumps.ts';
import { PlayerModel } from '../../../src/ui/player/player-model.ts';

/** An audio element whose clock the test moves: `advance` plays some seconds. */
class Audio extends EventTarget {
  src = '';
  controls = false;
  preservesPitch = false;
  playbackRate = 1;
  currentTime = 0;
  duration = NaN;
  paused = true;
  error: { message: string } | null = null;
  refuses = false;

  setAttribute(): void {}

  load(): void {}

  removeAttribute(): void {
    this.src = '';
    this.currentTime = 0;
  }

  async play(): Promise<void> {
    this.duration = 10;
    await Promise.resolve();
    if (this.refuses) throw new DOMException('no gesture', 'NotAllowedError');
    this.paused = false;
    this.dispatchEvent(new Event('play'));
  }

  pause(): void {
    if (this.paused) return;
    this.paused = true;
    this.dispatchEvent(new Event('pause'));
  }
}

const STEP = 0.01;
const take = (id: string): Take =>
  ({
    id,
    name: `Take ${id}`,
    frames: 480_000,
    files: [{ file: 'take.opus', edits: 0 }, { file: 'audio.wav' }],
    edits: NO_EDITS,
  }) as unknown as Take;

let audio: Audio;
let urls: Set<string>;
let may: boolean;
let failures: unknown[];
let opened: string[];
let originals: boolean[];
let open: (take: Take, file: string, signal: AbortSignal) => Promise<File>;
let player: PlayerModel;

beforeEach(() => {
  vi.useFakeTimers();
  audio = new Audio();
  urls = new Set();
  may = true;
  failures = [];
  opened = [];
  originals = [];
  vi.stubGlobal('document', { createElement: () => audio });
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => {
    const url = `blob:${urls.size}`;
    urls.add(url);
    return url;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation((url) => void urls.delete(url));
  open = () => Promise.resolve(new File([], 'sound'));
  player = new PlayerModel({
    notices: { failWith: (error: unknown) => failures.push(error) } as unknown as NoticesModel,
    open: (take, file, original, signal) => {
      originals.push(original);
      opened.push(`${take.id}/${file}`);
      return open(take, file, signal);
    },
    mayPlay: () => may,
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** Lets `seconds` of time pass, in which the element plays. */
async function advance(seconds: number): Promise<void> {
  for (let done = 0; done < seconds - STEP / 2; done += STEP) {
    if (!audio.paused) audio.currentTime += STEP * audio.playbackRate;
    await vi.advanceTimersByTimeAsync(STEP * 1000);
  }
}

/** The sound, which has ten seconds, plays to its end. */
async function playToTheEnd(): Promise<void> {
  audio.currentTime = 10;
  audio.pause();
  audio.dispatchEvent(new Event('ended'));
  await vi.advanceTimersByTimeAsync(0);
}

test('a take plays from its first file, pauses, plays on from there, and closes without leaving anything open', async () => {
  await player.play(take('a'));
  expect(player.state).toMatchObject({ kind: 'playing', file: 'take.opus' });
  await advance(1);
  player.pause();
  expect(player.state.kind).toBe('paused');
  await advance(1);
  expect(player.position).toBeCloseTo(1, 1);
  player.toggle();
  await advance(1);
  expect(player.position).toBeCloseTo(2, 1);
  player.close();
  expect(player.state).toEqual({ kind: 'closed' });
  expect(player.position).toBe(0);
  expect(urls.size).toBe(0);
});

test('one take plays at a time: another one replaces it, and its file is let go', async () => {
  await player.play(take('a'), { file: 'audio.wav' });
  await player.play(take('b'));
  expect(opened).toEqual(['a/audio.wav', 'b/take.opus']);
  expect(player.take?.id).toBe('b');
  expect(urls.size).toBe(1);
  player.toggle(take('a'));
  await vi.advanceTimersByTimeAsync(0);
  expect(player.take?.id).toBe('a');
});

test('a take that another tab has continued is opened again, by Play and by what plays it on', async () => {
  const wav = { file: 'audio.wav' };
  await player.play(take('a'), wav);
  await player.play({ ...take('a'), frames: 960_000 }, wav);
  expect(opened).toHaveLength(2);
  player.pause();
  player.toggle({ ...take('a'), frames: 960_000 });
  expect(opened).toHaveLength(2);
  player.pause();
  player.seek(4);
  player.toggle({ ...take('a'), frames: 970_000 });
  await vi.advanceTimersByTimeAsync(0);
  expect(opened).toHaveLength(3);
  expect(player.position).toBe(4);
});

test('the same file is not opened again, unless its sound has changed', async () => {
  await player.play(take('a'), { file: 'audio.wav' });
  await player.play(take('a'), { from: 4 });
  expect(opened).toHaveLength(1);
  expect(player.position).toBe(4);
  await player.play(take('a'), { from: 2, paused: true, anew: true });
  expect(opened).toHaveLength(2);
  expect(player.state).toMatchObject({ kind: 'paused', file: 'audio.wav' });
  expect(player.position).toBe(2);
});

test('the recording without its edits, and with them, are two sounds, also after a pause', async () => {
  await player.play(take('a'), { file: 'audio.wav', original: true });
  player.pause();
  expect(player.state).toMatchObject({ kind: 'paused', original: true });
  await player.play(take('a'), { file: 'audio.wav', original: true });
  expect(originals).toEqual([true]);
  await player.play(take('a'), { file: 'audio.wav' });
  expect(originals).toEqual([true, false]);
  expect(player.state).toMatchObject({ kind: 'playing', original: false });
});

test('a take that is asked for while another is being opened plays alone', async () => {
  let release = () => {};
  open = () => new Promise((resolve) => (release = () => resolve(new File([], 'slow'))));
  const first = player.play(take('a'));
  const slow = release;
  open = () => Promise.resolve(new File([], 'quick'));
  await player.play(take('b'));
  slow();
  await first;
  expect(player.state).toMatchObject({ kind: 'playing', take: { id: 'b' } });
  expect(urls.size).toBe(1);
});

test('a place that is sought while a file is being opened is where it begins', async () => {
  let release = () => {};
  open = () => new Promise((resolve) => (release = () => resolve(new File([], 'slow'))));
  const playing = player.play(take('a'), { from: 3, until: 4 });
  player.seek(1);
  release();
  await playing;
  expect(audio.currentTime).toBe(1);
  // It was to pause at the end of a part that it no longer plays.
  await advance(5);
  expect(player.state.kind).toBe('playing');
  // It holds for this opening only.
  await player.play(take('a'), { from: 4 });
  expect(audio.currentTime).toBe(4);
});

test('a file that nobody waits for any more is no longer prepared', async () => {
  const signals: AbortSignal[] = [];
  open = (_take, _file, signal) =>
    new Promise((_resolve, reject) => {
      signals.push(signal);
      signal.addEventListener('abort', () => reject(signal.reason as Error));
    });
  const first = player.play(take('a'));
  const second = player.play(take('b'));
  player.close();
  await Promise.all([first, second]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  expect(failures).toEqual([]);
  expect(player.state.kind).toBe('closed');
});

test('what is pressed while a file is being opened is done once it is open', async () => {
  let release = () => {};
  open = () => new Promise((resolve) => (release = () => resolve(new File([], 'slow'))));
  const pressed = async (times: number): Promise<string> => {
    const playing = player.play(take('a'));
    expect(player.goesOn).toBe(true);
    for (let i = 1; i <= times; i++) {
      player.toggle(take('a'));
      expect(player.state.kind).toBe('loading');
      expect(player.goesOn).toBe(i % 2 === 0);
    }
    release();
    await playing;
    const { kind } = player.state;
    expect(audio.paused).toBe(kind === 'paused');
    player.close();
    return kind;
  };
  expect(await pressed(1)).toBe('paused');
  expect(await pressed(2)).toBe('playing');
  expect(await pressed(3)).toBe('paused');
  expect(await pressed(0)).toBe('playing');
});

test('a recording closes the player, also while a file is being opened, and nothing plays while it runs', async () => {
  let release = () => {};
  open = () => new Promise((resolve) => (release = () => resolve(new File([], 'slow'))));
  const playing = player.play(take('a'));
  expect(player.state.kind).toBe('loading');
  player.stopPlaying();
  may = false;
  release();
  await playing;
  expect(player.state.kind).toBe('closed');
  expect(player.lastId).toBeUndefined();
  await player.play(take('a'));
  expect(opened).toHaveLength(1);
  expect(urls.size).toBe(0);
});

test('a player that stands paused does not play on into a recording', async () => {
  await player.play(take('a'));
  player.pause();
  may = false;
  player.resume();
  await vi.advanceTimersByTimeAsync(0);
  expect(audio.paused).toBe(true);
});

test('a file that cannot be opened or played is reported once, and closes the player', async () => {
  open = () => Promise.reject(new Error('gone'));
  await player.play(take('a'));
  expect(failures).toMatchObject([{ code: 'playback-failed' }]);
  open = () => Promise.resolve(new File([], 'sound'));
  await player.play(take('a'));
  audio.error = { message: 'no decoder' };
  audio.dispatchEvent(new Event('error'));
  expect(failures).toHaveLength(2);
  expect(player.state.kind).toBe('closed');
});

test('where the browser refuses to play without a gesture, the player stands paused', async () => {
  audio.refuses = true;
  await player.play(take('a'));
  expect(player.state.kind).toBe('paused');
  expect(failures).toEqual([]);
});

test('the speed stays within 0.5 to 3, keeps the pitch, and holds for the next take', async () => {
  player.rate = 9;
  expect(player.rate).toBe(3);
  await player.play(take('a'));
  expect(audio).toMatchObject({ playbackRate: 3, preservesPitch: true });
  player.rate = 0.1;
  expect(audio.playbackRate).toBe(0.5);
  await player.play(take('b'));
  expect(audio.playbackRate).toBe(0.5);
});

describe('while it plays', () => {
  beforeEach(() => player.play(take('a')));

  test.each([1, 2])('a loop is repeated at speed %d until it is ended', async (rate) => {
    player.rate = rate;
    player.seek(2);
    player.loop = { from: 2, to: 3 };
    await advance(5);
    expect(player.position).toBeGreaterThanOrEqual(2);
    expect(player.position).toBeLessThanOrEqual(3 + 0.1);
    player.loop = undefined;
    await advance(2 / rate);
    expect(player.position).toBeGreaterThan(3.5);
  });

  test('a loop up to the end of the sound begins again', async () => {
    player.loop = { from: 8, to: 10 };
    player.seek(9.9);
    await playToTheEnd();
    expect(player.state.kind).toBe('playing');
    expect(player.position).toBe(8);
  });

  test('at triple speed a loop that ends a second before the sound begins again, if the page was busy', async () => {
    player.rate = 3;
    player.loop = { from: 7, to: 9 };
    await playToTheEnd();
    expect(player.state.kind).toBe('playing');
    expect(player.position).toBe(7);
  });

  test('a part that is heard up to the end of the sound ends there, also in a loop', async () => {
    player.loop = { from: 8, to: 10 };
    await player.play(take('a'), { from: 9.9, until: 10.9 });
    await playToTheEnd();
    expect(player.state.kind).toBe('paused');
  });

  test('it pauses where it was told to, once', async () => {
    await player.play(take('a'), { from: 1, until: 2 });
    await advance(3);
    expect(player.state.kind).toBe('paused');
    expect(player.position).toBeCloseTo(2, 1);
    player.resume();
    await advance(1);
    expect(player.position).toBeCloseTo(3, 1);
  });

  test('a part is heard once and whole, whatever is repeated or passed over, also by a page that sets that as it begins', async () => {
    const loop = { from: 2, to: 2.5 };
    player.on('change', () => {
      if (player.state.kind === 'playing' && player.loop === undefined) player.loop = loop;
    });
    player.skipped = [{ from: 2, to: 4 }];
    await player.play(take('b'), { from: 2.2, until: 3 });
    player.skipped = [{ from: 2, to: 4 }];
    await advance(0.5);
    expect(player.position).toBeCloseTo(2.7, 1);
    await advance(2);
    expect(player.state.kind).toBe('paused');
    expect(player.position).toBeCloseTo(3, 1);
    expect(player.loop).toEqual(loop);
  });

  test('silence is passed over', async () => {
    player.skipped = [
      { from: 1, to: 4 },
      { from: 5, to: 8 },
    ];
    await advance(2.5);
    expect(player.position).toBeCloseTo(8.5, 1);
  });

  test('a silence that reaches past the end is passed over to the end, once', async () => {
    player.skipped = [{ from: 9, to: 11.9 }];
    player.seek(8.9);
    await advance(0.12);
    expect(player.position).toBeCloseTo(10, 1);
    expect(failures).toEqual([]);
    // From before it, it is passed over again.
    player.seek(8.9);
    await advance(0.12);
    expect(player.position).toBeCloseTo(10, 1);
  });

  test('it does not seek beyond the ends', () => {
    player.seek(99);
    expect(player.position).toBe(10);
    player.seek(-3);
    expect(player.position).toBe(0);
  });
});

function places(some: Partial<JumpPlaces>): JumpPlaces {
  return { loop: undefined, skipped: [], until: undefined, ...some };
}

test('the nearest jump comes first, and a place within a silence is left at once', () => {
  const silences = [
    { from: 2, to: 3 },
    { from: 6, to: 7 },
  ];
  expect(nextJump(0, places({ skipped: silences }), 1)).toEqual({ at: 2, to: 3 });
  expect(nextJump(2.5, places({ skipped: silences }), 1)).toEqual({ at: 2, to: 3 });
  expect(nextJump(3, places({ loop: { from: 1, to: 5 }, skipped: silences }), 1)).toEqual({ at: 5, to: 1 });
  expect(nextJump(3, places({ until: 4, skipped: silences }), 1)).toEqual({ at: 4, to: undefined });
  expect(nextJump(8, places({ skipped: silences }), 1)).toBeUndefined();
});

test('a page that is busy at the end of a loop does not leave it, however fast it plays', () => {
  const loop = { from: 5, to: 10 };
  expect(nextJump(10.4, places({ loop }), 1)).toEqual({ at: 10, to: 5 });
  expect(nextJump(11.2, places({ loop }), 3)).toEqual({ at: 10, to: 5 });
  expect(nextJump(10.6, places({ loop }), 1)).toBeUndefined();
});
