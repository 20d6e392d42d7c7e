import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { INPUT_GUARD, outputArgs, pcmInputArgs } from '../../../src/shared/encode/ffmpeg-args.ts';
import {
  encodedSampleRate,
  formatEntry,
  FORMATS,
  isFormatId,
  qualityEntry,
  type FormatId,
} from '../../../src/shared/audio/formats.ts';
import { bytesPerSample, SAMPLE_FORMATS } from '../../../src/shared/audio/sample-format.ts';
import { readWavHeader } from '../../../src/shared/audio/wav-header-reader.ts';
import { writeWavHeader } from '../../../src/shared/audio/wav-header.ts';
import { markerChunks } from '../../../src/shared/take/wav-markers.ts';
import { randomSource } from '../../support/random-source.ts';
import { run, temporaryFolder } from '../media-tools.ts';

const folder = temporaryFolder('formats');
afterAll(folder.remove);

describe('the registry', () => {
  test('ids, labels and extensions are told apart', () => {
    for (const key of ['id', 'label', 'extension', 'mimeType'] as const) {
      const values = FORMATS.map((format) => format[key]);
      expect(new Set(values).size).toBe(values.length);
    }
    for (const { qualities } of FORMATS) {
      for (const key of ['id', 'label'] as const) {
        expect(new Set(qualities.map((quality) => quality[key])).size).toBe(qualities.length);
      }
    }
  });

  test('without a choice, a format has a quality: its default', () => {
    for (const format of FORMATS) expect(qualityEntry(format).id).toBe(format.defaultQuality);
  });

  test('a WAV take is recorded in the very samples its file holds', () => {
    for (const { id, sampleFormat } of formatEntry('wav').qualities) expect(sampleFormat).toBe(id);
  });

  test('what a format resamples to is a rate it takes', () => {
    for (const { sampleRates, resampleTo } of FORMATS) {
      if (sampleRates !== 'any') expect(sampleRates).toContain(resampleTo);
    }
  });

  test('strangers are refused with the list of those that are known', () => {
    expect(() => formatEntry('wma' as FormatId)).toThrow(
      'format must be one of wav, flac, opus, mp3, m4a, not "wma"',
    );
    expect(() => qualityEntry(formatEntry('flac'), 'f32')).toThrow(
      'quality of flac must be one of s16, s24, not "f32"',
    );
    expect(['opus', 'wma', '', undefined, 3].map(isFormatId)).toEqual([true, false, false, false, false]);
  });
});

describe('the output arguments', () => {
  const argsOf = (id: FormatId, source: Partial<Parameters<typeof outputArgs>[2]>): string[] => {
    const format = formatEntry(id);
    return outputArgs(format, qualityEntry(format), {
      sampleRate: 48_000,
      channels: 2,
      title: '',
      ...source,
    });
  };
  const valueOf = (args: string[], name: string): string | undefined =>
    args.includes(name) ? args[args.indexOf(name) + 1] : undefined;

  test.each<[FormatId, number, number]>([
    ['opus', 44_100, 48_000],
    ['opus', 192_000, 48_000],
    ['mp3', 96_000, 48_000],
    ['m4a', 192_000, 48_000],
  ])('%s: audio at %s Hz is resampled to %s Hz', (id, from, to) => {
    expect(valueOf(argsOf(id, { sampleRate: from }), '-ar')).toBe(String(to));
    expect(encodedSampleRate(formatEntry(id), from)).toBe(to);
  });

  test.each<[FormatId, number]>([
    ['opus', 48_000],
    ['mp3', 44_100],
    ['m4a', 96_000],
    ['flac', 192_000],
    ['wav', 11_111],
  ])('%s: audio at %s Hz keeps its rate', (id, sampleRate) => {
    expect(argsOf(id, { sampleRate })).not.toContain('-ar');
    expect(encodedSampleRate(formatEntry(id), sampleRate)).toBe(sampleRate);
  });

  test('only a format that cannot hold the channels mixes them down', () => {
    expect(valueOf(argsOf('mp3', { channels: 6 }), '-ac')).toBe('2');
    for (const id of ['wav', 'flac', 'opus', 'm4a'] as const) {
      expect(argsOf(id, { channels: 6 })).not.toContain('-ac');
    }
    expect(argsOf('mp3', { channels: 1 })).not.toContain('-ac');
  });

  test('a title is one argument, whatever it holds; without one there is none', () => {
    const title = '-f "x"; a=b\nc';
    expect(valueOf(argsOf('flac', { title }), '-metadata')).toBe(`title=${title}`);
    expect(argsOf('flac', { title: '' })).not.toContain('-metadata');
  });
});

describe('ffmpeg takes', () => {
  const FRAMES = 4000;

  /** Writes a little noise as a finished recording. Returns the path. */
  function writeTake(name: string, sampleRate: number, channels: number): string {
    const random = randomSource(channels);
    const samples = Uint8Array.from({ length: FRAMES * channels * 3 }, (_, i) =>
      i % 3 === 2 ? 0 : random() * 256,
    );
    const header = writeWavHeader({ sampleRate, channels, format: 's24' }, samples.length);
    const path = folder.path(`${name}.wav`);
    writeFileSync(path, Buffer.concat([header, samples]));
    return path;
  }

  interface Source {
    readonly sampleRate: number;
    readonly channels: number;
    readonly title: string;
  }

  /**
   * Runs one process that writes every given format and quality from each source, with the arguments of a recording.
   */
  async function encode(
    name: string,
    sources: readonly Source[],
    wanted: readonly { id: FormatId; quality: string }[],
  ): Promise<string[]> {
    const inputs: string[] = [];
    const outputs: string[] = [];
    const paths: string[] = [];
    sources.forEach((source, i) => {
      inputs.push(...INPUT_GUARD, '-i', writeTake(`${name}-${i}`, source.sampleRate, source.channels));
      for (const { id, quality } of wanted) {
        const format = formatEntry(id);
        const path = folder.path(`${name}-${i}-${quality}.${format.extension}`);
        paths.push(path);
        outputs.push('-map', `${i}:a`, ...outputArgs(format, qualityEntry(format, quality), source), path);
      }
    });
    await run('ffmpeg', ['-v', 'error', '-y', ...inputs, ...outputs]);
    return paths;
  }

  async function probe(path: string) {
    const fields = 'stream=codec_name,sample_rate,channels:format_tags=title:stream_tags=title';
    const { streams, format } = JSON.parse(
      await run('ffprobe', ['-v', 'error', '-show_entries', fields, '-of', 'json', path]),
    ) as {
      streams: { codec_name: string; sample_rate: string; channels: number; tags?: { title: string } }[];
      format: { tags?: { title: string } };
    };
    const [stream] = streams;
    return [
      stream!.codec_name,
      Number(stream!.sample_rate),
      stream!.channels,
      (format.tags ?? stream!.tags)?.title,
    ];
  }

  const EVERY = FORMATS.flatMap(({ id, qualities }) =>
    qualities.map((quality) => ({ id, quality: quality.id })),
  );
  const DEFAULTS = FORMATS.map(({ id, defaultQuality }) => ({ id, quality: defaultQuality }));

  test.each([8000, 48_000, 192_000])('every quality, of audio at %s Hz', async (sampleRate) => {
    const paths = await encode(`rate-${sampleRate}`, [{ sampleRate, channels: 1, title: '' }], EVERY);
    for (const path of paths) expect(statSync(path).size).toBeGreaterThan(100);
  });

  test('every format, of up to 8 channels', async () => {
    const sources = [3, 4, 5, 6, 7, 8].map((channels) => ({ sampleRate: 48_000, channels, title: '' }));
    for (const path of await encode('channels', sources, DEFAULTS)) {
      expect(statSync(path).size).toBeGreaterThan(100);
    }
  });

  test('and writes the codec, rate, channels and title meant', async () => {
    const title = 'Übung = "eins"; 🎤';
    const paths = await encode('meant', [{ sampleRate: 96_000, channels: 6, title }], DEFAULTS);
    expect(await Promise.all(paths.map(probe))).toEqual([
      ['pcm_s24le', 96_000, 6, title],
      ['flac', 96_000, 6, title],
      ['opus', 48_000, 6, title],
      ['mp3', 48_000, 2, title],
      ['aac', 96_000, 6, title],
    ]);
  });

  test('a feed of any sample format as what it is', async () => {
    const random = randomSource(3);
    const feeds = SAMPLE_FORMATS.map((format) => {
      const bytes = Buffer.from(
        Uint8Array.from({ length: 1000 * 2 * bytesPerSample(format) }, () => random() * 64),
      );
      const [pcm, wav] = [folder.path(`feed-${format}.pcm`), folder.path(`feed-${format}.wav`)];
      writeFileSync(pcm, bytes);
      return { format, bytes, pcm, wav };
    });
    const inputs = feeds.flatMap(({ format, pcm }) => [...pcmInputArgs(format, 22_050, 2), '-i', pcm]);
    const outputs = feeds.flatMap(({ wav }, i) => ['-map', String(i), '-c', 'copy', wav]);
    await run('ffmpeg', ['-v', 'error', ...inputs, ...outputs]);
    for (const { format, bytes, wav } of feeds) {
      const file = readFileSync(wav);
      const header = readWavHeader(file);
      expect(header).toMatchObject({ ok: true, shape: { sampleRate: 22_050, channels: 2, format } });
      expect(file.subarray(header.ok ? header.dataOffset : 0)).toEqual(bytes);
    }
  });
});

test('markers are chapters with their names in formats that have chapters, and nothing else is taken from the source', async () => {
  const shape = { sampleRate: 44_100, channels: 1, format: 's16' } as const;
  const audio = new Uint8Array(2 * 3 * shape.sampleRate);
  const markers = [
    { frame: 44_100, label: 'Intro' },
    { frame: 88_200, label: 'Übung' },
  ];
  const { bytes } = markerChunks(markers, audio.length);
  const wav = folder.path('marked.wav');
  writeFileSync(wav, Buffer.concat([writeWavHeader(shape, audio.length, bytes.length), audio, bytes]));
  const source = folder.path('marked.mka');
  await run('ffmpeg', ['-v', 'error', '-y', '-i', wav, '-metadata', 'artist=nobody', source]);
  for (const id of ['mp3', 'opus', 'm4a'] as const) {
    const format = formatEntry(id);
    const path = folder.path(`marked.${format.extension}`);
    const args = outputArgs(format, qualityEntry(format), { ...shape, title: '' });
    await run('ffmpeg', ['-v', 'error', '-y', ...INPUT_GUARD, '-i', source, ...args, path]);
    const fields = ['-show_chapters', '-show_entries', 'format_tags:stream_tags'];
    const text = await run('ffprobe', ['-v', 'error', ...fields, '-of', 'json', path]);
    const { chapters } = JSON.parse(text) as { chapters: { end_time: string; tags: { title: string } }[] };
    expect(chapters.map(({ tags }) => tags.title)).toEqual(['Intro', 'Übung']);
    expect(Number(chapters[0]!.end_time)).toBeCloseTo(2, 1);
    expect(text).not.toContain('nobody');
  }
});
