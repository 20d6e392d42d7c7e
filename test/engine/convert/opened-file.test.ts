import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run, temporaryFolder } from '../../shared/media-tools.ts';
import { convertFile, stubPage } from './convert-file.ts';

vi.mock('@ffmpeg/ffmpeg', async () => ({
  FFmpeg: (await import('./node-core.ts')).NodeFfmpeg,
  FFFSType: { WORKERFS: 'WORKERFS' },
}));
vi.mock('../../../src/engine/encode/encoder-job.ts', async () => ({
  EncoderJob: (await import('./node-core.ts')).NodeEncoderJob,
}));

const folder = temporaryFolder('opened');
beforeAll(() => stubPage());
afterAll(() => folder.remove());

/** Three seconds of a tone as ffmpeg writes them. */
async function tone(name: string, ...args: string[]): Promise<Uint8Array> {
  const path = folder.path(name);
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=440:r=48000:d=3', ...args, path]);
  return Uint8Array.from(readFileSync(path));
}

const CUT: [string, ...string[]][] = [
  ['half.wav'],
  ['half.rf64.wav', '-rf64', 'always'],
  ['half.aiff'],
  ['half.au'],
  ['half.flac'],
  ['half.mp3'],
  ['half.webm', '-c:a', 'libopus'],
  ['half.m4a', '-movflags', '+faststart'],
];
test.each(CUT)(
  'of %s, of which the end is missing, it is told at what time it breaks off',
  async (...args) => {
    const whole = await tone(...args);
    const { faults, file } = await convertFile(whole.subarray(0, whole.length / 2));
    expect(faults).toEqual([
      { kind: 'breaks-off', seconds: file.seconds, of: expect.closeTo(3, 1) as number },
    ]);
  },
);

test.each([['half.ogg'], ['half.opus']])(
  'of %s, whose length only its end would tell, it is told that it may be cut off',
  async (name) => {
    // Short pages: the file is cut between two of them.
    const whole = await tone(name, '-page_duration', '200000');
    const text = new TextDecoder('latin1').decode(whole);
    const { faults, file } = await convertFile(whole.subarray(0, text.indexOf('OggS', whole.length / 2)));
    expect(faults).toEqual([{ kind: 'breaks-off', seconds: file.seconds, of: undefined }]);
  },
);

const WHOLE: [string, ...string[]][] = [
  ...CUT,
  ['a.ogg'],
  ['a.opus'],
  ['a.caf'],
  ['a.w64'],
  ['a.aac'],
  ['a.mka', '-c:a', 'flac'],
  ['a.m4a', '-c:a', 'alac'],
  ['low.mp3', '-ar', '8000'],
  ['no-header.mp3', '-q:a', '2', '-write_xing', '0'],
  ['odd.wav', '-c:a', 'pcm_u8', '-t', '0.9999'],
  ['fragments.mp4', '-movflags', 'frag_keyframe+empty_moov'],
];
test.each(WHOLE)('of %s, which is whole, nothing is told', async (name, ...args) => {
  const { faults, damage } = await convertFile(await tone(`whole-${name}`, ...args));
  expect({ faults, damage }).toEqual({ faults: [], damage: '' });
});

const PIPED: [string, ...string[]][] = [
  ['wav'],
  ['flac'],
  ['webm', '-c:a', 'libopus'],
  ['matroska', '-c:a', 'flac'],
  ['mp3'],
];
test.each(PIPED)('of %s from a pipe, whose length nobody knew, nothing is told', async (muxer, ...args) => {
  const path = folder.path('piped');
  const input = ['-v', 'error', '-f', 'lavfi', '-i', 'sine=440:r=48000:d=3'];
  await run('sh', [
    '-c',
    'out=$1; shift; ffmpeg "$@" - > "$out"',
    'sh',
    path,
    ...input,
    ...args,
    '-f',
    muxer,
  ]);
  const { faults, damage, file } = await convertFile(readFileSync(path));
  expect({ faults, damage }).toEqual({ faults: [], damage: '' });
  expect(file.seconds).toBeGreaterThan(2.9);
});

test('of a file with several tracks it is told that the first was taken', async () => {
  const maps = ['-map', '0', '-map', '0', '-map', '0'];
  const { faults } = await convertFile(await tone('tracks.m4a', ...maps));
  expect(faults).toEqual([{ kind: 'tracks', of: 3 }]);
});

const FORMATS = ['wav', 'flac', 'opus', 'mp3', 'm4a'] as const;
const GAP = ['-metadata', 'comment=two\nlines', '-af', "aselect='lt(t,1)+gte(t,2)'"];

test.each<[string, ...string[]]>([
  ['gap.webm', '-c:a', 'libopus', ...GAP],
  ['gap.m4a', ...GAP],
])('%s, with no sound for a second, is equally long in every format, and that is told', async (...args) => {
  const source = await tone(...args);
  for (const format of FORMATS) {
    const { faults, damage, file } = await convertFile(source, format);
    expect(damage).toBe('');
    expect(file.seconds).toBeCloseTo(3, 1);
    expect(faults).toEqual([{ kind: 'silence', seconds: expect.closeTo(1, 1) as number }]);
  }
});

test('a file whose sound begins late begins with silence in every format, which is told', async () => {
  const path = folder.path('late.mp4');
  const picture = ['-f', 'lavfi', '-i', 'color=black:s=64x64:r=25:d=4', '-itsoffset', '1'];
  const sound = ['-f', 'lavfi', '-i', 'sine=440:r=48000:d=3', '-c:v', 'mpeg4'];
  await run('ffmpeg', ['-v', 'error', '-y', ...picture, ...sound, path]);
  for (const format of FORMATS) {
    const { faults, file } = await convertFile(readFileSync(path), format);
    expect(file.seconds).toBeCloseTo(4, 1);
    expect(faults).toEqual([{ kind: 'silence', seconds: expect.closeTo(1, 1) as number }]);
  }
});

test('samples above full scale are counted where the new file cannot hold them', async () => {
  const loud = await tone('loud.wav', '-af', 'volume=30', '-c:a', 'pcm_f32le');
  const samples = new Float32Array(loud.slice(loud.length - 3 * 48_000 * 4).buffer);
  const over = samples.filter((sample) => Math.abs(sample) > 1).length;
  expect(over).toBeGreaterThan(1000);
  for (const format of ['wav', 'flac'] as const)
    expect((await convertFile(loud, format)).faults).toEqual([{ kind: 'clipped', samples: over }]);
  expect((await convertFile(loud, 'wav', { quality: 'f32' })).faults).toEqual([]);
  expect((await convertFile(loud, 'mp3')).faults).toEqual([]);
});

test('the errors of a decoder are told also where the log has more than errors', async () => {
  const bytes = await tone('broken.mka', '-c:a', 'flac');
  bytes.fill(0x55, bytes.length / 2, bytes.length / 2 + 2000);
  const { damage } = await convertFile(bytes);
  expect(damage).toMatch(/^\[(flac|matroska,webm) @ \w+\] /);
  expect(damage).not.toMatch(/\[error\]|verbose|Stream #/);
});
