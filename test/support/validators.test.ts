import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { mustRun } from '../../e2e/support/browser/run.ts';
import { signalFile } from '../../e2e/support/signals/signals.ts';
import { validate, type FileFormat } from '../../e2e/support/files/validators.ts';
import { temporaryFolder } from './temp-folder.ts';

// Time for up to five tools in a row on a busy machine.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const folder = temporaryFolder();
const SECONDS = 3;

const good = (format: FileFormat): string => join(folder, `good.${format}`);

beforeAll(async () => {
  const { path } = await signalFile({ kind: 'music', seconds: SECONDS, seed: 4 });
  const ffmpeg = ['-v', 'error', '-y', '-i', path];
  await Promise.all([
    mustRun('sox', ['-D', path, '-b', '24', good('wav')]),
    mustRun('flac', ['--silent', '-o', good('flac'), path]),
    mustRun('opusenc', ['--quiet', path, good('opus')]),
    mustRun('ffmpeg', [...ffmpeg, '-c:a', 'libmp3lame', '-b:a', '128k', good('mp3')]),
    mustRun('ffmpeg', [...ffmpeg, '-c:a', 'aac', '-b:a', '128k', good('m4a')]),
  ]);
});

function damaged(format: FileFormat, name: string, damage: (bytes: Buffer) => Buffer): string {
  const path = join(folder, `${name}.${format}`);
  writeFileSync(path, damage(readFileSync(good(format))));
  return path;
}

const truncated = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length * 0.7));

function flippedByte(bytes: Buffer): Buffer {
  bytes[bytes.length >> 1]! ^= 0x55;
  return bytes;
}

describe('a good file', () => {
  it.each([
    ['wav', 44_100, 1e-9],
    ['flac', 44_100, 1e-9],
    ['opus', 48_000, 0.001],
    ['mp3', 44_100, 0.1],
    ['m4a', 44_100, 0.03],
  ] as const)('passes: %s', async (format, sampleRate, tolerance) => {
    const result = await validate(good(format), format);
    expect(result.problems).toEqual([]);
    expect(result).toMatchObject({ ok: true, sampleRate, channels: 2 });
    expect(Math.abs(result.durationSeconds - SECONDS)).toBeLessThanOrEqual(tolerance);
    expect(result.tools.length).toBeGreaterThanOrEqual(2);
  });

  it('passes: RF64', async () => {
    const path = join(folder, 'rf64.wav');
    await mustRun('ffmpeg', [
      '-v',
      'error',
      '-y',
      '-i',
      good('wav'),
      '-c:a',
      'pcm_s24le',
      '-rf64',
      'always',
      path,
    ]);
    expect(await validate(path, 'wav')).toMatchObject({ ok: true, problems: [], durationSeconds: SECONDS });
  });

  it('passes: integer PCM in the extensible form, which needs no fact chunk', async () => {
    const path = join(folder, 'extensible.wav');
    await mustRun('ffmpeg', ['-v', 'error', '-y', '-i', good('wav'), '-c:a', 'pcm_s24le', path]);
    expect(await validate(path, 'wav')).toMatchObject({ ok: true, problems: [], durationSeconds: SECONDS });
  });

  it('passes: mono MP3 of MPEG 2, whose frames are half as long', async () => {
    const path = join(folder, 'mpeg2.mp3');
    await mustRun('ffmpeg', ['-v', 'error', '-y', '-i', good('wav'), '-ac', '1', '-ar', '22050', path]);
    const result = await validate(path, 'mp3');
    expect(result).toMatchObject({ ok: true, problems: [], sampleRate: 22_050, channels: 1 });
    expect(Math.abs(result.durationSeconds - SECONDS)).toBeLessThan(0.1);
  });
});

it('flags floats without a fact chunk', async () => {
  const path = join(folder, 'float.wav');
  await mustRun('ffmpeg', ['-v', 'error', '-y', '-i', good('wav'), '-c:a', 'pcm_f32le', path]);
  const bytes = readFileSync(path);
  bytes.write('junk', bytes.indexOf('fact'));
  writeFileSync(path, bytes);
  expect((await validate(path, 'wav')).problems).toContain('sndfile-info: there is no fact chunk');
});

describe('a truncated file', () => {
  it.each(['wav', 'flac', 'opus', 'mp3', 'm4a'] as const)('is flagged: %s', async (format) => {
    const result = await validate(damaged(format, 'truncated', truncated), format);
    expect(result.ok).toBe(false);
    expect(result.problems.length).toBeGreaterThan(0);
  });
});

describe('a damaged file', () => {
  it('is flagged by its checksums: a byte in the middle of FLAC', async () => {
    const { problems } = await validate(damaged('flac', 'flipped', flippedByte), 'flac');
    expect(problems.join()).toMatch(/flac: exit code 1/);
  });

  it('is flagged by its checksums: a byte in the middle of Opus', async () => {
    const { problems } = await validate(damaged('opus', 'flipped', flippedByte), 'opus');
    expect(problems.join()).toMatch(/opusinfo: WARNING: Hole in data/);
  });

  it('is flagged: the sync word of an MP3 frame', async () => {
    const path = damaged('mp3', 'sync', (bytes) => {
      const sync = bytes.indexOf(Buffer.of(0xff, 0xfb), bytes.length >> 1);
      bytes[sync] = 0;
      return bytes;
    });
    expect((await validate(path, 'mp3')).problems.join()).toMatch(/mp3val: WARNING/);
  });

  it('is flagged: a box of M4A that claims too much', async () => {
    const path = damaged('m4a', 'box', (bytes) => {
      const mdat = bytes.indexOf('mdat') - 4;
      bytes.writeUInt32BE(bytes.readUInt32BE(mdat) + 5, mdat);
      return bytes;
    });
    expect((await validate(path, 'm4a')).problems.join()).toMatch(/box walk/);
  });

  it('is flagged: M4A whose moov was never written', async () => {
    const path = damaged('m4a', 'no-moov', (bytes) => bytes.subarray(0, bytes.indexOf('moov') - 4));
    expect((await validate(path, 'm4a')).problems.join()).toMatch(/there is no moov/);
  });

  it('is flagged: WAV sizes left at 0 by a crash', async () => {
    const path = damaged('wav', 'unfinished', (bytes) => {
      bytes.writeUInt32LE(0, 4);
      bytes.writeUInt32LE(0, bytes.indexOf('data') + 4);
      return bytes;
    });
    expect((await validate(path, 'wav')).ok).toBe(false);
  });

  it.each(['wav', 'flac', 'opus', 'mp3', 'm4a'] as const)(
    'is flagged: text that calls itself %s',
    async (format) => {
      const path = damaged(format, 'text', () => Buffer.from('This is not audio at all. '.repeat(200)));
      expect((await validate(path, format)).ok).toBe(false);
    },
  );
});
