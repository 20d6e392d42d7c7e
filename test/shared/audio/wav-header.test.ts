import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { bitsPerSample, SAMPLE_FORMATS } from '../../../src/shared/audio/sample-format.ts';
import { readWavHeader } from '../../../src/shared/audio/wav-header-reader.ts';
import {
  bytesPerFrame,
  headerBytes,
  writeWavHeader,
  type WavShape,
} from '../../../src/shared/audio/wav-header.ts';
import { pipeThrough, run, temporaryFolder, writeSparse } from '../media-tools.ts';
import { roundsOf } from '../../support/rounds.ts';

const folder = temporaryFolder('wav-header');
afterAll(folder.remove);

const anyShape: fc.Arbitrary<WavShape> = fc.record({
  sampleRate: fc.integer({ min: 1, max: 768_000 }),
  channels: fc.integer({ min: 1, max: 8 }),
  format: fc.constantFrom(...SAMPLE_FORMATS),
});

const ALL_SHAPES = SAMPLE_FORMATS.flatMap((format) =>
  [1, 2, 3, 4, 5, 6, 7, 8].map((channels): WavShape => ({ sampleRate: 44_100, channels, format })),
);

function nameOf(shape: WavShape): string {
  return `${shape.format}-${shape.channels}.wav`;
}

/** What ffprobe, soxi and sndfile-info read from a file. */
interface Probe {
  codec: string;
  sampleRate: number;
  channels: number;
  layout: string | undefined;
  frames: number;
}

async function ffprobe(path: string): Promise<Probe> {
  const fields = 'stream=codec_name,sample_rate,channels,channel_layout,duration_ts';
  const { streams } = JSON.parse(
    await run('ffprobe', ['-v', 'error', '-show_entries', fields, '-of', 'json', path]),
  ) as { streams: Record<string, string | number>[] };
  const stream = streams[0]!;
  return {
    codec: String(stream['codec_name']),
    sampleRate: Number(stream['sample_rate']),
    channels: Number(stream['channels']),
    layout: stream['channel_layout'] as string | undefined,
    frames: Number(stream['duration_ts']),
  };
}

async function soxi(paths: string[], option: string): Promise<string[]> {
  return (await run('soxi', [option, ...paths])).trim().split('\n');
}

function sndfileField(text: string, name: string): string | undefined {
  // This takes the last match, because the library's own summary comes after its log of the chunks.
  return [...text.matchAll(new RegExp(`^${name}\\s*: (.*)$`, 'gm'))].at(-1)?.[1];
}

describe('1 to 8 channels in every sample format', () => {
  const FRAMES = 1001; // odd, so that one-channel 24-bit needs the pad byte

  for (const shape of ALL_SHAPES) {
    const dataBytes = FRAMES * bytesPerFrame(shape);
    const pad = dataBytes % 2;
    writeSparse(folder.path(nameOf(shape)), writeWavHeader(shape, dataBytes, pad), dataBytes + pad);
  }
  const paths = ALL_SHAPES.map((shape) => folder.path(nameOf(shape)));

  test('ffprobe reads rate, channels, speakers, codec and length', async () => {
    const layouts = ['mono', 'stereo', '3.0', 'quad', '5.0', '5.1', '6.1', '7.1'];
    // This covers every channel count, and every format on both sides of WAVE_FORMAT_EXTENSIBLE. Each file takes a
    // process, so not all 24 are checked.
    const shapes = ALL_SHAPES.filter(
      ({ channels, format }) => format === 'f32' || channels === 1 || channels === 6,
    );
    for (const shape of shapes) {
      const probe = await ffprobe(folder.path(nameOf(shape)));
      expect(probe).toEqual({
        codec: `pcm_${shape.format}le`,
        sampleRate: 44_100,
        channels: shape.channels,
        // A plain header names no speakers; a header with more than two channels does.
        layout: shape.channels > 2 ? layouts[shape.channels - 1] : probe.layout,
        frames: FRAMES,
      });
    }
  });

  test('SoX reads rate, channels, sample size and length', async () => {
    expect(await soxi(paths, '-s')).toEqual(ALL_SHAPES.map(() => `${FRAMES}`));
    expect(await soxi(paths, '-c')).toEqual(ALL_SHAPES.map(({ channels }) => `${channels}`));
    expect(await soxi(paths, '-r')).toEqual(ALL_SHAPES.map(() => '44100'));
    expect(await soxi(paths, '-b')).toEqual(ALL_SHAPES.map(({ format }) => `${bitsPerSample(format)}`));
  });

  test('libsndfile reads rate, channels and length, and knows every chunk', async () => {
    for (const shape of ALL_SHAPES) {
      const text = await run('sndfile-info', [folder.path(nameOf(shape))]);
      expect(sndfileField(text, 'Frames'), nameOf(shape)).toBe(`${FRAMES}`);
      expect(sndfileField(text, 'Channels')).toBe(`${shape.channels}`);
      expect(sndfileField(text, 'Sample Rate')).toBe('44100');
      expect(text).not.toMatch(/unknown|garbage|should be \d/i);
    }
  });
});

describe('past 4 GiB', () => {
  const MONO: WavShape = { sampleRate: 48_000, channels: 1, format: 's16' };
  /** The RIFF size is the file size minus 8 bytes; 2^32 - 1 itself means "see ds64". */
  const MOST_RIFF_DATA = 2 ** 32 - 2 - (headerBytes(MONO) - 8);

  test('the file is RIFF up to the last size that fits, and RF64 from the next on', () => {
    const form = (dataBytes: number, trailingBytes = 0): string =>
      Buffer.from(writeWavHeader(MONO, dataBytes, trailingBytes))
        .toString('latin1')
        .replace(/[^\w ]+/g, '.');
    expect(form(MOST_RIFF_DATA)).toMatch(/^RIFF.*WAVEJUNK.*fmt .*data/);
    expect(form(MOST_RIFF_DATA + 1)).toMatch(/^RF64.*WAVEds64.*fmt .*data/); // its pad byte no longer fits
    expect(form(MOST_RIFF_DATA + 2)).toMatch(/^RF64.*WAVEds64.*fmt .*data/);
    expect(form(MOST_RIFF_DATA - 100, 100)).toMatch(/^RIFF/);
    expect(form(MOST_RIFF_DATA - 100, 102)).toMatch(/^RF64/);
  });

  // The sizes are not larger, because SoX walks through the samples of an RF64 file past 4 GiB to find what follows,
  // which takes minutes.
  test('ffprobe and SoX read the same length on both sides of the boundary', async () => {
    const sizes = [MOST_RIFF_DATA, MOST_RIFF_DATA + 2];
    const paths = sizes.map((dataBytes, i) => {
      const path = folder.path(`boundary-${i}.wav`);
      writeSparse(path, writeWavHeader(MONO, dataBytes), dataBytes);
      return path;
    });
    expect(await soxi(paths, '-s')).toEqual(sizes.map((size) => `${size / 2}`));
    for (const [i, path] of paths.entries()) expect((await ffprobe(path)).frames).toBe(sizes[i]! / 2);
  });

  test.each<WavShape>([
    { sampleRate: 48_000, channels: 2, format: 's24' },
    { sampleRate: 96_000, channels: 8, format: 'f32' },
    { sampleRate: 192_000, channels: 1, format: 'f32' },
  ])('libsndfile and ffprobe read RF64: $format, $channels channels', async (shape) => {
    const frames = Math.ceil(5e9 / bytesPerFrame(shape)) + 1;
    const dataBytes = frames * bytesPerFrame(shape);
    const path = folder.path('large.wav');
    writeSparse(path, writeWavHeader(shape, dataBytes), dataBytes);

    const text = await run('sndfile-info', [path]);
    expect(sndfileField(text, 'Frames')).toBe(`${frames}`);
    expect(text).toContain(`Riff size : ${headerBytes(shape) - 8 + dataBytes}`);
    expect(text).toContain(`Data size : ${dataBytes}`);
    expect(await ffprobe(path)).toMatchObject({
      frames,
      channels: shape.channels,
      sampleRate: shape.sampleRate,
    });
  });
});

describe('writing', () => {
  const anyBytes = fc.oneof(fc.nat(), fc.integer({ min: 2 ** 32 - 300, max: 2 ** 32 }), fc.maxSafeNat());

  test('the header of a shape has one length, whatever the size, and reads back', () => {
    fc.assert(
      fc.property(anyShape, anyBytes, fc.nat(5000), (shape, bytes, trailing) => {
        const dataBytes = Math.min(bytes, Number.MAX_SAFE_INTEGER - 10_000);
        const header = writeWavHeader(shape, dataBytes, trailing);
        expect(header.length).toBe(headerBytes(shape));
        expect(readWavHeader(header)).toEqual({
          ok: true,
          shape,
          dataOffset: header.length,
          dataBytes: dataBytes === 0 ? 'unknown' : dataBytes,
        });
      }),
    );
  });

  test('the RIFF size counts the pad byte after odd data, and the data size does not', () => {
    const shape: WavShape = { sampleRate: 48_000, channels: 1, format: 's24' };
    const sizes = (dataBytes: number, trailing?: number): number[] => {
      const header = writeWavHeader(shape, dataBytes, trailing);
      const view = new DataView(header.buffer);
      return [view.getUint32(4, true) - (header.length - 8), view.getUint32(header.length - 4, true)];
    };
    expect(sizes(300)).toEqual([300, 300]);
    expect(sizes(303)).toEqual([304, 303]);
    expect(sizes(303, 1)).toEqual([304, 303]);
    expect(sizes(303, 1 + 40)).toEqual([344, 303]);
  });

  test('an impossible shape or size is refused by name', () => {
    const shape: WavShape = { sampleRate: 48_000, channels: 2, format: 's16' };
    expect(() => writeWavHeader({ ...shape, channels: 9 }, 0)).toThrow(
      'channels must be a whole number from 1 to 8',
    );
    expect(() => writeWavHeader({ ...shape, sampleRate: 44_100.5 }, 0)).toThrow('sampleRate must be');
    expect(() => writeWavHeader(shape, -1)).toThrow('dataBytes must be');
    expect(() => writeWavHeader(shape, 0, 0.5)).toThrow('trailingBytes must be');
    expect(() => writeWavHeader(shape, 2 ** 53 - 1, 8)).toThrow('dataBytes + trailingBytes must be');
  });
});

describe('reading', () => {
  const pcm = new Uint8Array(2 * 500).fill(1);
  const INPUT = ['-v', 'error', '-f', 's16le', '-ar', '22050', '-ac', '1', '-i', '-'];

  async function byFfmpeg(...args: string[]): Promise<Uint8Array> {
    const path = folder.path('ffmpeg.wav');
    await pipeThrough('ffmpeg', [...INPUT, ...args, '-y', path], pcm);
    return readFileSync(path);
  }

  test.each<[string, WavShape['format'], number, string[]]>([
    ['a LIST chunk before the samples', 's16', 1, []],
    ['24 bits', 's24', 1, ['-c:a', 'pcm_s24le']],
    ['float', 'f32', 1, ['-c:a', 'pcm_f32le']],
    ['WAVE_FORMAT_EXTENSIBLE', 's16', 6, ['-ac', '6']],
    ['RF64', 's16', 1, ['-rf64', 'always']],
    ['a reserved JUNK chunk', 's16', 1, ['-rf64', 'auto']],
  ])("a file of another writer's, with %s", async (_, format, channels, args) => {
    const file = await byFfmpeg(...args);
    const shape: WavShape = { sampleRate: 22_050, channels, format };
    const dataBytes = 500 * bytesPerFrame(shape);
    expect(readWavHeader(file)).toEqual({ ok: true, shape, dataOffset: file.length - dataBytes, dataBytes });
  });

  test('a stream whose sizes were never filled in has an unknown length', async () => {
    const file = await pipeThrough('ffmpeg', [...INPUT, '-f', 'wav', '-'], pcm);
    expect(readWavHeader(file)).toMatchObject({ ok: true, dataBytes: 'unknown' });
  });

  test('codecs and sample sizes that a take never has are told apart from broken files', async () => {
    expect(readWavHeader(await byFfmpeg('-c:a', 'pcm_u8'))).toEqual({
      ok: false,
      reason: 'unsupported-format',
    });
    expect(readWavHeader(await byFfmpeg('-c:a', 'adpcm_ms'))).toEqual({
      ok: false,
      reason: 'unsupported-format',
    });
    expect(readWavHeader(pcm)).toEqual({ ok: false, reason: 'not-wav' });
    expect(readWavHeader(new Uint8Array(0))).toEqual({ ok: false, reason: 'not-wav' });
    const noFormat = writeWavHeader(ALL_SHAPES[0]!, 100);
    noFormat[48] = 'x'.charCodeAt(0); // 'fmt ' becomes 'xmt ', which is skipped
    expect(readWavHeader(noFormat)).toEqual({ ok: false, reason: 'no-format' });
  });

  test('no part of a header passes for the whole', () => {
    for (const shape of ALL_SHAPES) {
      for (const dataBytes of [1000, 2 ** 33]) {
        const header = writeWavHeader(shape, dataBytes);
        for (let length = 0; length < header.length; length++) {
          expect(readWavHeader(header.subarray(0, length)).ok).toBe(false);
        }
      }
    }
  });

  test('damaged headers never throw', () => {
    const damage = fc.array(fc.tuple(fc.nat(130), fc.nat(255)), { maxLength: 8 });
    fc.assert(
      fc.property(anyShape, fc.constantFrom(0, 1000, 2 ** 33), damage, (shape, dataBytes, flips) => {
        const header = writeWavHeader(shape, dataBytes);
        for (const [at, byte] of flips) if (at < header.length) header[at] = byte;
        const read = readWavHeader(header);
        if (read.ok && read.dataBytes !== 'unknown') expect(Number.isSafeInteger(read.dataBytes)).toBe(true);
      }),
      roundsOf(500, 20_000),
    );
  });
});
