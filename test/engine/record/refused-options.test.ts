import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Stage, TAKE } from '../stage/stage.ts';

let stage: Stage;
beforeEach(() => {
  stage = new Stage();
});
afterEach(async () => {
  await stage.run(stage.recorder.disarm());
  expect(stage.violations).toEqual([]);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const invalid = (field: string): object => ({
  code: 'invalid-option',
  detail: expect.stringMatching(new RegExp(`^${field} must `)) as string,
});

const SHAPES: [object, string][] = [
  [{ channels: 0 }, 'channels'],
  [{ channels: 3 }, 'channels'],
  [{ channels: 1.5 }, 'channels'],
  [{ channels: '2' }, 'channels'],
  [{ sampleRate: -1 }, 'sampleRate'],
  [{ sampleRate: 0 }, 'sampleRate'],
  [{ sampleRate: Number.NaN }, 'sampleRate'],
  [{ sampleRate: Infinity }, 'sampleRate'],
  [{ sampleRate: '48000' }, 'sampleRate'],
  [{ side: 'middle' }, 'side'],
  [{ capture: 'twice' }, 'capture'],
];

describe('no microphone is opened by', () => {
  test.each(SHAPES)('arm with %o', async (bad, field) => {
    await expect(stage.run(stage.recorder.arm(bad))).rejects.toMatchObject(invalid(field));
    expect(stage.browser.tracks).toEqual([]);
    expect(stage.kind).toBe('idle');
  });

  test.each<[object, string]>([
    ...SHAPES,
    [{ name: 5 }, 'name'],
    [{ naming: 'ada_{n}' }, 'naming.scheme'],
    [{ naming: { scheme: 5 } }, 'naming.scheme'],
    [{ naming: { scheme: '{speaker}', speaker: 5 } }, 'naming.speaker'],
    [{ naming: { scheme: '{word}', word: null } }, 'naming.word'],
  ])('start with %o', async (bad, field) => {
    await expect(stage.run(stage.recorder.start({ ...TAKE, ...bad }))).rejects.toMatchObject(invalid(field));
    expect(stage.browser.tracks).toEqual([]);
    expect(stage.kind).toBe('idle');
  });

  test('start without options, which lacks a format', async () => {
    const start = stage.run(stage.recorder.start(undefined as never));
    await expect(start).rejects.toMatchObject(invalid('format'));
    expect(stage.browser.tracks).toEqual([]);
  });
});

describe('a start on an armed microphone', () => {
  beforeEach(async () => {
    stage.browser.stereo.add('a');
    await stage.run(stage.recorder.arm({ channels: 2, capture: 'track' }));
  });

  test.each<[object, string]>([
    [{ channels: 1 }, 'channels'],
    [{ sampleRate: 16_000 }, 'sampleRate'],
    [{ capture: 'both' }, 'capture'],
    [{ side: 'left' }, 'side'],
    [{ deviceId: 'b' }, 'deviceId'],
  ])('that asks for %o is not silently given something else', async (other, field) => {
    await expect(stage.run(stage.recorder.start({ ...TAKE, ...other }))).rejects.toMatchObject(
      invalid(field),
    );
    expect(stage.kind).toBe('armed');
  });

  test.each<object>([
    {},
    { channels: undefined, sampleRate: undefined, capture: undefined },
    { channels: 2, capture: 'track' },
    // What the device was left to choose is what it has.
    { sampleRate: 8000, deviceId: 'a' },
  ])('that asks for %o records on it', async (same) => {
    await stage.run(stage.recorder.start({ ...TAKE, ...same }));
    expect(stage.kind).toBe('recording');
    expect(stage.browser.tracks).toHaveLength(1);
    await stage.run(stage.recorder.stop());
  });

  test('and is not given another capture goes on as it was armed, also on another microphone', async () => {
    await stage.run(stage.recorder.start(TAKE));
    stage.browser.unplug('a');
    await stage.time.pass(3000);
    expect(stage.recorder.state).toMatchObject({ kind: 'recording', source: { ways: ['track'] } });
    await stage.run(stage.recorder.stop());
    await stage.time.pass(3000);
  });
});

test('what a microphone was armed with by default may be asked for by name', async () => {
  await stage.run(stage.recorder.arm());
  await stage.run(stage.recorder.start({ ...TAKE, capture: 'both' }));
  expect(stage.kind).toBe('recording');
  await stage.run(stage.recorder.stop());
});

describe('what is no signal, such as the event of a click, is refused by', () => {
  const click = new Event('click') as never;

  test('start, arm and continue, which open nothing', async () => {
    const { recorder } = stage;
    for (const call of [
      () => recorder.start({ ...TAKE, signal: click }),
      () => recorder.arm({ signal: click }),
      () => recorder.continue('broken', { signal: click }),
    ]) {
      await expect(stage.run(call())).rejects.toMatchObject(invalid('signal'));
      expect(stage.kind).toBe('idle');
    }
    expect(stage.browser.tracks).toEqual([]);
  });

  test('stop, and the take goes on and can be stopped', async () => {
    await stage.run(stage.recorder.start(TAKE));
    await expect(stage.run(stage.recorder.stop(click))).rejects.toMatchObject(invalid('signal'));
    expect(stage.kind).toBe('recording');
    await stage.run(stage.recorder.stop(null as never));
    expect([...stage.occupied]).toEqual([]);
  });
});

test('a signal that throws when it is listened to does not keep the take locked', async () => {
  await stage.run(stage.recorder.start(TAKE));
  const { signal } = new AbortController();
  vi.spyOn(signal, 'addEventListener').mockImplementation(() => {
    throw new Error('no');
  });
  await expect(stage.run(stage.recorder.stop(signal))).rejects.toThrow('no');
  expect([...stage.occupied]).toEqual([]);
});
