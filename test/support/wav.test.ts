import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { mustRun } from '../../e2e/support/browser/run.ts';
import { randomSignal, writeMicWav } from '../../e2e/support/signals/signals.ts';
import { readWav, readWavHeader, toMono } from '../../e2e/support/files/wav.ts';
import { firstDifference } from './first-difference.ts';
import { temporaryFolder } from './temp-folder.ts';

// Time for millions of samples on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const folder = temporaryFolder();
const source = join(folder, 'source.wav');
const { left, right } = randomSignal(0.7, 1);

beforeAll(() => writeMicWav(source, left, right));

async function ffmpegWav(name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name);
  await mustRun('ffmpeg', ['-v', 'error', '-y', '-i', source, ...args, path]);
  return path;
}

async function soxWav(name: string, ...args: string[]): Promise<string> {
  const path = join(folder, name);
  await mustRun('sox', ['-D', source, ...args, path]);
  return path;
}

describe('readWav', () => {
  it('reads 24 bit in an extensible header, sign and all', async () => {
    const wav = readWav(await soxWav('s24.wav', '-b', '24'));
    expect(wav).toMatchObject({ format: 's24', extensible: true, sampleRate: 44_100, channels: 2 });
    expect(
      firstDifference(
        wav.samples[0]!,
        Float32Array.from(left, (value) => value * 256),
      ),
    ).toBe(-1);
    expect(
      firstDifference(
        wav.samples[1]!,
        Float32Array.from(right, (value) => value * 256),
      ),
    ).toBe(-1);
  });

  it('reads 32-bit float', async () => {
    const wav = readWav(await ffmpegWav('f32.wav', '-c:a', 'pcm_f32le'));
    expect(wav.format).toBe('f32');
    expect(
      firstDifference(
        wav.samples[1]!,
        Float32Array.from(right, (value) => value / 32_768),
      ),
    ).toBe(-1);
  });

  it('reads RF64 by its 64-bit sizes', async () => {
    const wav = readWav(await ffmpegWav('rf64.wav', '-rf64', 'always'));
    expect(wav).toMatchObject({ container: 'RF64', frames: left.length, format: 's16' });
    expect(wav.chunks.map(({ id }) => id)).toEqual(['ds64', 'fmt ', 'LIST', 'data']);
    expect(firstDifference(wav.samples[0]!, left)).toBe(-1);
  });

  it('reads mono and six channels', async () => {
    const mono = readWav(await soxWav('mono.wav', '-c', '1'));
    expect(mono.samples).toHaveLength(1);
    const six = readWav(await soxWav('six.wav', '-c', '6'));
    expect(six).toMatchObject({ channels: 6, extensible: true });
    expect(firstDifference(six.samples[2]!, left)).toBe(-1);
    expect(firstDifference(six.samples[3]!, right)).toBe(-1);
  });

  it('reads a range without the rest', () => {
    const wav = readWav(source, { firstFrame: 1000, frames: 50 });
    expect(wav).toMatchObject({ firstFrame: 1000, frames: left.length });
    expect(firstDifference(wav.samples[0]!, left.subarray(1000, 1050))).toBe(-1);
    expect(() => readWav(source, { firstFrame: left.length, frames: 1 })).toThrow(RangeError);
  });

  it('reads files longer than one block', () => {
    const long = randomSignal(40, 2);
    const path = join(folder, 'long.wav');
    writeMicWav(path, long.left, long.right);
    expect(firstDifference(readWav(path).samples[1]!, long.right)).toBe(-1);
  });

  it('mixes to mono in +-1', () => {
    const mono = toMono(readWav(source, { firstFrame: 7, frames: 1 }));
    expect(mono[0]).toBeCloseTo((left[7]! + right[7]!) / 65_536, 6);
  });
});

describe('a broken header', () => {
  const broken = (name: string, damage: (bytes: Buffer) => Buffer): string => {
    const path = join(folder, name);
    writeFileSync(path, damage(readFileSync(source)));
    return path;
  };

  it.each([
    ['a truncated file', (bytes: Buffer) => bytes.subarray(0, -100), /RIFF claims/],
    ['something else', () => Buffer.from('OggS and so on, long enough'), /not a WAV file/],
    [
      'a data size beyond the file',
      (bytes: Buffer) => (bytes.writeUInt32LE(1e6, 40), bytes),
      /"data" claims/,
    ],
    ['a wrong block align', (bytes: Buffer) => (bytes.writeUInt16LE(6, 32), bytes), /block align/],
    ['a wrong byte rate', (bytes: Buffer) => (bytes.writeUInt32LE(1, 28), bytes), /byte rate/],
    ['8 bits', (bytes: Buffer) => (bytes.writeUInt16LE(8, 34), bytes), /not s16, s24 or f32/],
    ['no data', (bytes: Buffer) => (bytes.write('junk', 36, 'latin1'), bytes), /no data chunk/],
  ])('is refused: %s', (name, damage, message) => {
    expect(() => readWavHeader(broken(`${name}.wav`, damage))).toThrow(message);
  });
});
