import { describe, expect, test } from 'vitest';
import type { Side } from '../../../src/shared/audio/input-side.ts';
import {
  checkedSide,
  checkedWays,
  checkPreRoll,
  chosenSpec,
  takeSpec,
  type StartOptions,
} from '../../../src/engine/record/start-options.ts';
import { checkedName, checkedQuality, takeId } from '../../../src/engine/takes/take-options.ts';
import { FORMATS, type FormatId } from '../../../src/shared/audio/formats.ts';
import { safeFileName } from '../../../src/shared/take/file-name.ts';

const SOURCE = { label: 'Microphone (USB)', sampleRate: 44_100, channels: 1, side: undefined };

const specOf = (options: StartOptions & { readonly name: string }, source: Parameters<typeof takeSpec>[1]) =>
  takeSpec(chosenSpec(options), source);
const invalid = (detail: string): unknown => expect.objectContaining({ code: 'invalid-option', detail });

describe('a take is fixed to', () => {
  test('what was asked for and what the source gives', () => {
    const before = Date.now();
    const spec = specOf({ name: '  Take 1 ', format: 'opus', quality: 'voice-32' }, SOURCE);
    expect(spec).toEqual({
      id: takeId(spec.createdAt).replace(/-.*/, spec.id.slice(spec.id.indexOf('-'))),
      name: 'Take 1',
      format: 'opus',
      quality: 'voice-32',
      sampleFormat: 's24',
      sampleRate: 44_100,
      channels: 1,
      createdAt: spec.createdAt,
      source: 'microphone',
      device: 'Microphone (USB)',
      gaps: 'mark',
    });
    expect(spec.createdAt).toBeGreaterThanOrEqual(before);
    expect(spec.createdAt).toBeLessThanOrEqual(Date.now());
  });

  test('its format’s default quality, and the samples that quality records', () => {
    for (const { id, defaultQuality, qualities } of FORMATS) {
      const { quality, sampleFormat } = specOf({ name: 'x', format: id }, SOURCE);
      expect(quality).toBe(defaultQuality);
      expect(sampleFormat).toBe(qualities.find((each) => each.id === quality)!.sampleFormat);
    }
    expect(specOf({ name: 'x', format: 'wav', quality: 'f32' }, SOURCE).sampleFormat).toBe('f32');
  });
});

test('the side that the source gives is the take’s; a take of all channels has none', () => {
  const options = { name: 'x', format: 'wav' } as const;
  expect(specOf(options, { ...SOURCE, side: 'right' }).side).toBe('right');
  expect(specOf(options, SOURCE)).not.toHaveProperty('side');
});

describe('a bad option is refused by its name', () => {
  const start = (options: object) => () => chosenSpec({ name: 'x', format: 'wav', ...options });

  test.each([
    ['wma', '"wma"'],
    ['', '""'],
    [undefined, 'undefined'],
    [null, 'null'],
    [3, '3'],
  ])('format %j', (format, shown) => {
    expect(start({ format })).toThrow(
      invalid(`format must be one of wav, flac, opus, mp3, m4a, not ${shown}`),
    );
  });

  test.each(['middle', '', null, 1])('side %j', (side) => {
    expect(() => checkedSide(side as Side)).toThrow(
      invalid(`side must be one of left, right, not ${JSON.stringify(side)}`),
    );
  });

  test('quality', () => {
    expect(start({ quality: 'best' })).toThrow(
      invalid('quality of wav must be one of s16, s24, f32, not "best"'),
    );
    expect(() => checkedQuality('mp3', 's24')).toThrow(expect.objectContaining({ code: 'invalid-option' }));
    expect(() => checkedQuality('wma' as FormatId, undefined)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  });

  test.each([
    ['', 0],
    ['   ', 0],
    ['x'.repeat(201), 201],
  ])('name %j', (name, length) => {
    const error = invalid(`name must have 1 to 200 characters, not ${length}`);
    expect(start({ name })).toThrow(error);
    expect(() => checkedName(name)).toThrow(error);
  });

  test.each([undefined, null, 5])('name %j, which is no text', (name) => {
    expect(() => checkedName(name as never)).toThrow(invalid(`name must be a text, not ${name}`));
  });

  test.each(['auto', '', 'Both'])('capture %j', (capture) => {
    expect(() => checkedWays(capture as 'both')).toThrow(
      invalid(`capture must be one of both, worklet, track, not "${capture}"`),
    );
    expect(checkedWays(undefined)).toBe('both');
  });

  test.each([-1, -0.001, 20.001, Infinity, NaN])('preRollSeconds %s', (seconds) => {
    expect(() => checkPreRoll(seconds)).toThrow(
      invalid(`preRollSeconds must be a number from 0 to 20, not ${seconds}`),
    );
  });
});

test('good options stay as they are', () => {
  expect([checkPreRoll(), checkPreRoll(0), checkPreRoll(2.5), checkPreRoll(20)]).toEqual([0, 0, 2.5, 20]);
  expect(checkedName(` ${'x'.repeat(200)} `)).toBe('x'.repeat(200));
});

describe('ids of takes', () => {
  test('sort by time', () => {
    const times = [0, 999, 1000, 1_735_786_800_000, 1_735_786_800_001, 2 ** 41];
    const ids = times.map(takeId);
    expect([...ids].sort()).toEqual(ids);
  });

  test('made at the same moment differ, and are plain folder names', () => {
    const ids = Array.from({ length: 100 }, () => takeId(1_735_786_800_000));
    expect(new Set(ids).size).toBe(100);
    for (const id of ids) {
      expect(id).toMatch(/^[0-9]{8}T[0-9]{9}Z-[0-9a-f]{8}$/);
      expect(safeFileName(id, 'x')).toBe(`${id}.x`);
    }
  });
});
