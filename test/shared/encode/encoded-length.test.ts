import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EncodedLength, encodedLength } from '../../../src/shared/encode/encoded-length.ts';
import type { Container } from '../../../src/shared/audio/formats.ts';
import { crc16, crc32, crc8 } from '../../../src/shared/encode/encoded-length/crc.ts';
import { pipeThrough, run, temporaryFolder } from '../media-tools.ts';
import { roundsOf } from '../../support/rounds.ts';

const folder = temporaryFolder('encoded-length');
afterAll(folder.remove);

const LENGTHS = [1, 479, 44_100 * 3 + 17];
const CONTAINER_OF: Record<string, Container> = {
  opus: 'ogg-opus',
  mp3: 'mp3',
  flac: 'flac',
  m4a: 'm4a',
  wav: 'wav',
};

/** 16-bit noise that is the same in every run. */
function noise(frames: number, channels: number): Uint8Array {
  const samples = new Int16Array(frames * channels);
  let state = 1;
  for (let i = 0; i < samples.length; i++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0;
    samples[i] = (state >> 16) / 4;
  }
  return new Uint8Array(samples.buffer);
}

function lengthOf(file: string, bytes: Uint8Array): EncodedLength {
  const container = CONTAINER_OF[file.split('.').at(-1)!]!;
  return encodedLength(container, (offset, length) => bytes.subarray(offset, offset + length), bytes.length);
}

function lengthOfFile(file: string): EncodedLength {
  return lengthOf(file, readFileSync(folder.path(file)));
}

function reasonOf(length: EncodedLength): string {
  return length.ok ? `it plays ${length.frames}` : length.reason;
}

interface Source {
  frames: number;
  sampleRate: number;
  channels: number;
}

/** Encodes one input to many files in one run of ffmpeg: `outputs` maps a file to its options. */
async function encode(source: Source, outputs: Record<string, string>): Promise<void> {
  const input = ['-f', 's16le', '-ar', `${source.sampleRate}`, '-ac', `${source.channels}`, '-i', '-'];
  const output = Object.entries(outputs).flatMap(([file, options]) => [
    ...options.split(' ').filter((option) => option !== ''),
    '-y',
    folder.path(file),
  ]);
  await pipeThrough('ffmpeg', ['-v', 'error', ...input, ...output], noise(source.frames, source.channels));
}

describe.each(LENGTHS)('%i frames at 48 kHz, stereo', (frames) => {
  const expected = { ok: true, frames, sampleRate: 48_000 };

  beforeAll(async () => {
    const source = { frames, sampleRate: 48_000, channels: 2 };
    await encode(source, {
      [`${frames}.wav`]: '',
      [`${frames}-s24.wav`]: '-c:a pcm_s24le -rf64 always',
      [`${frames}.opus`]: '-c:a libopus -b:a 96k',
      [`${frames}-voice.opus`]: '-c:a libopus -application voip -frame_duration 60 -ac 1 -b:a 24k',
      [`${frames}.flac`]: '-c:a flac',
      [`${frames}.m4a`]: '-c:a aac -b:a 160k',
      [`${frames}-faststart.m4a`]: '-c:a aac -b:a 160k -movflags +faststart',
      [`${frames}-fine.m4a`]: '-c:a aac -b:a 160k -movie_timescale 48000',
    });
    const wav = folder.path(`${frames}.wav`);
    await run('opusenc', ['--quiet', wav, folder.path(`${frames}-opusenc.opus`)]);
    await run('flac', ['--silent', '-f', '-o', folder.path(`${frames}-flac.flac`), wav]);
  });

  test.each(['', '-voice', '-opusenc'])('Opus%s', (variant) => {
    expect(lengthOfFile(`${frames}${variant}.opus`)).toEqual(expected);
  });
  test.each(['', '-flac'])('FLAC%s', (variant) => {
    expect(lengthOfFile(`${frames}${variant}.flac`)).toEqual(expected);
  });
  test.each(['', '-faststart', '-fine'])('AAC in M4A%s', (variant) => {
    expect(lengthOfFile(`${frames}${variant}.m4a`)).toEqual(expected);
  });
  test.each(['', '-s24'])('WAV%s', (variant) => {
    expect(lengthOfFile(`${frames}${variant}.wav`)).toEqual(expected);
  });
});

describe('MP3', () => {
  test.each<Source>([
    { frames: 48, sampleRate: 44_100, channels: 2 },
    { frames: 479, sampleRate: 48_000, channels: 1 },
    { frames: 132_317, sampleRate: 44_100, channels: 2 },
    { frames: 20_017, sampleRate: 22_050, channels: 2 }, // MPEG-2
    { frames: 20_017, sampleRate: 8_000, channels: 1 }, // MPEG-2.5
  ])('$frames frames at $sampleRate Hz, $channels channels', async (source) => {
    const outputs = {
      'cbr.mp3': '-c:a libmp3lame -b:a 64k',
      'vbr.mp3': '-c:a libmp3lame -q:a 4',
      'both-tags.mp3': '-c:a libmp3lame -metadata title=Take -write_id3v1 1',
    };
    await encode(source, outputs);
    for (const file of Object.keys(outputs)) {
      expect(lengthOfFile(file), file).toEqual({
        ok: true,
        frames: source.frames,
        sampleRate: source.sampleRate,
      });
    }
  });

  test('fewer than 47 frames: libavcodec 59 writes too little padding, and every decoder plays 47', async () => {
    await encode({ frames: 1, sampleRate: 48_000, channels: 1 }, { 'one.mp3': '-c:a libmp3lame' });
    const decoded = await run('ffprobe', [
      '-v',
      'error',
      '-show_frames',
      '-of',
      'csv',
      folder.path('one.mp3'),
    ]);
    expect(decoded).toContain(',47,1,mono');
    expect(lengthOfFile('one.mp3')).toEqual({ ok: true, frames: 47, sampleRate: 48_000 });
  });
});

test('AAC at 44.1 kHz is exact although its edit list counts in milliseconds', async () => {
  for (const frames of [44_100 + 1, 12_345]) {
    await encode(
      { frames, sampleRate: 44_100, channels: 2 },
      { 'ms.m4a': '-c:a aac', 'fast.m4a': '-c:a aac -movflags +faststart' },
    );
    expect(lengthOfFile('ms.m4a')).toEqual({ ok: true, frames, sampleRate: 44_100 });
    expect(lengthOfFile('fast.m4a')).toEqual({ ok: true, frames, sampleRate: 44_100 });
  }
});

test('what is played, and not what is stored, counts where an M4A edit is shorter than its track', () => {
  const file = readFileSync(folder.path('132317.m4a'));
  const durationAt = file.indexOf('elst') + 12;
  const view = new DataView(file.buffer, file.byteOffset);
  expect(Math.abs(view.getUint32(durationAt) - (132_317 / 48_000) * 1000)).toBeLessThan(2);
  view.setUint32(durationAt, 1500);
  expect(lengthOf('.m4a', file)).toEqual({ ok: true, frames: 72_000, sampleRate: 48_000 });
  view.setUint32(durationAt, 9999);
  expect(reasonOf(lengthOf('.m4a', file))).toBe('the edit list plays more than the track has');
});

describe('files without proof are refused', () => {
  const source = { frames: 30_000, sampleRate: 48_000, channels: 2 };

  test('by the reason that fits', async () => {
    await encode(source, {
      'plain.mp3': '-c:a libmp3lame -write_xing 0',
      'fragmented.m4a': '-c:a aac -movflags frag_keyframe+empty_moov',
      'not-opus.opus': '-f ogg -c:a flac',
    });
    expect(reasonOf(lengthOfFile('plain.mp3'))).toBe('the first MP3 frame has no Xing tag');
    expect(reasonOf(lengthOfFile('fragmented.m4a'))).toBe('the MP4 file is fragmented');
    expect(reasonOf(lengthOfFile('not-opus.opus'))).toBe('the Ogg stream is not Opus');
    for (const container of Object.values(CONTAINER_OF)) {
      const empty = encodedLength(container, () => new Uint8Array(0), 0);
      expect(reasonOf(empty)).toBe('the file is empty');
    }
  });

  test('a FLAC stream whose STREAMINFO was never filled in, or that lies', async () => {
    const pipe = ['-v', 'error', '-f', 's16le', '-ar', '48000', '-ac', '2', '-i', '-', '-f', 'flac', '-'];
    const piped = await pipeThrough('ffmpeg', pipe, noise(source.frames, 2));
    expect(reasonOf(lengthOf('.flac', piped))).toBe('FLAC STREAMINFO does not say the length');
    const lying = readFileSync(folder.path('132317.flac'));
    lying[25] = lying[25]! ^ 1;
    expect(reasonOf(lengthOf('.flac', lying))).toBe(
      'the last FLAC frame ends at 132317, and STREAMINFO says 132316',
    );
  });

  test('an Opus stream cut cleanly between two pages', () => {
    const file = readFileSync(folder.path('132317.opus'));
    const cut = file.subarray(0, file.lastIndexOf('OggS'));
    expect(reasonOf(lengthOf('.opus', cut))).toBe('the Ogg stream has no end-of-stream page');
  });

  test('a file that is shorter than its size was said to be', () => {
    for (const [extension, container] of Object.entries(CONTAINER_OF)) {
      const bytes = readFileSync(folder.path(extension === 'mp3' ? 'cbr.mp3' : `132317.${extension}`));
      const short = bytes.subarray(0, -1);
      const read = (offset: number, length: number): Uint8Array => short.subarray(offset, offset + length);
      expect(encodedLength(container, read, bytes.length), extension).toEqual({
        ok: false,
        reason: 'the file is shorter than its size says',
      });
    }
  });

  test('what `read` throws is passed on: a disk that fails is not a malformed file', () => {
    const read = (): never => {
      throw new Error('disk');
    };
    expect(() => encodedLength('flac', read, 1000)).toThrow('disk');
  });
});

describe('damage', () => {
  const FILES = [
    '132317.opus',
    '479.opus',
    '132317.flac',
    '479-flac.flac',
    '132317.m4a',
    '132317-faststart.m4a',
  ];
  FILES.push('132317.wav', '132317-s24.wav', 'damage.mp3', 'damage-vbr.mp3');
  const originals = new Map<string, Uint8Array>();

  beforeAll(async () => {
    const outputs = {
      'damage.mp3': '-c:a libmp3lame',
      'damage-vbr.mp3': '-c:a libmp3lame -q:a 2 -write_id3v1 1',
    };
    await encode({ frames: 70_001, sampleRate: 44_100, channels: 2 }, outputs);
    for (const file of FILES) originals.set(file, readFileSync(folder.path(file)));
  });

  /** Positions near either end, where the proof is, each as often as positions anywhere in between. */
  const place = fc.oneof(
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat(600),
    fc.integer({ min: -1200, max: -1 }),
  );
  function indexAt(where: number, bytes: Uint8Array): number {
    if (!Number.isInteger(where) && where > 0) return Math.floor(where * bytes.length);
    return Math.min(bytes.length - 1, Math.max(0, where < 0 ? bytes.length + where : where));
  }

  test.each(FILES)('no file cut short passes: %s', (file) => {
    const bytes = originals.get(file)!;
    expect(lengthOf(file, bytes).ok).toBe(true);
    fc.assert(
      fc.property(place, (where) => {
        const cut = bytes.subarray(0, indexAt(where, bytes));
        expect(reasonOf(lengthOf(file, cut)), `cut to ${cut.length}`).not.toMatch(/^it plays/);
      }),
      { numRuns: 100 },
    );
  });

  test.each(FILES)('changed bytes never throw, and never give a count that cannot be: %s', (file) => {
    const bytes = originals.get(file)!.slice();
    fc.assert(
      fc.property(fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 6 }), (flips) => {
        const undo = flips.map(([where, byte]): [number, number] => {
          const at = indexAt(where, bytes);
          const before = bytes[at]!;
          bytes[at] = byte;
          return [at, before];
        });
        try {
          const length = lengthOf(file, bytes);
          if (length.ok) expect(Number.isSafeInteger(length.frames) && length.frames > 0).toBe(true);
        } finally {
          for (const [at, before] of undo.reverse()) bytes[at] = before;
        }
      }),
      { numRuns: 200 },
    );
  });

  test('random bytes behind a true beginning never throw', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FILES),
        fc.nat(200),
        fc.uint8Array({ maxLength: 600 }),
        (file, keep, rest) => {
          const bytes = new Uint8Array([...originals.get(file)!.subarray(0, keep), ...rest]);
          expect(lengthOf(file, bytes).ok).toBe(false);
        },
      ),
      roundsOf(300, 5000),
    );
  });

  test.each(['132317.opus', '132317.flac'])(
    'one changed bit in the last 600 bytes is noticed: %s',
    (file) => {
      const bytes = originals.get(file)!.slice();
      for (let back = 1; back <= 600; back += 7) {
        const at = bytes.length - back;
        bytes[at] = bytes[at]! ^ (1 << (back % 8));
        expect(lengthOf(file, bytes).ok, `byte -${back}`).toBe(false);
        bytes[at] = bytes[at] ^ (1 << (back % 8));
      }
    },
  );
});

test('only the head, the index and the end of a file are read', async () => {
  const outputs = {
    'long.opus': '-c:a libopus -b:a 256k',
    'long.flac': '-c:a flac',
    'long.m4a': '-c:a aac -b:a 256k',
    'long.mp3': '-c:a libmp3lame -b:a 256k',
    'long.wav': '',
  };
  const frames = 48_000 * 8; // 256 KB at 256 kb/s
  await encode({ frames, sampleRate: 48_000, channels: 2 }, outputs);
  for (const file of Object.keys(outputs)) {
    const bytes = new Uint8Array(readFileSync(folder.path(file)));
    let readBytes = 0;
    const read = (offset: number, length: number): Uint8Array => {
      readBytes += length;
      return bytes.subarray(offset, offset + length);
    };
    const length = encodedLength(CONTAINER_OF[file.split('.')[1]!]!, read, bytes.length);
    expect(length).toEqual({ ok: true, frames, sampleRate: 48_000 });
    expect(bytes.length).toBeGreaterThan(220 * 1024);
    expect(readBytes, file).toBeLessThan(140 * 1024);
  }
});

test('the checksums are those of the catalogue (check value of "123456789")', () => {
  const digits = new TextEncoder().encode('123456789');
  expect(crc8(digits)).toBe(0xf4);
  expect(crc16(digits)).toBe(0xfee8);
  expect(crc32(digits)).toBe(0x89a1897f);
});
