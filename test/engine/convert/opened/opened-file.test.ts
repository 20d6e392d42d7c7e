import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run, temporaryFolder } from '../../../shared/media-tools.ts';
import { converting, convertFile, stubPage } from './convert-file.ts';
import { BytesFile } from './node-core.ts';

vi.mock('@ffmpeg/ffmpeg', async () => ({
  FFmpeg: (await import('./node-core.ts')).NodeFfmpeg,
  FFFSType: { WORKERFS: 'WORKERFS' },
}));
vi.mock('../../../../src/engine/encode/encoder-job.ts', async () => ({
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
  ['by-another-clock.webm', '-c:a', 'libopus', '-output_ts_offset', '7'],
  ['by-another-clock.mka', '-c:a', 'flac', '-output_ts_offset', '7'],
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

test.each([0, 3, 50, 127])('%i bytes are no audio', async (bytes) => {
  await expect(convertFile(new Uint8Array(bytes).fill(65))).rejects.toMatchObject({
    code: 'file-unreadable',
  });
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

test('sound whose times overlap is left out in every format, which is told', async () => {
  const back = ['-af', "asetpts='if(gte(T,1),PTS-0.5/TB,PTS)'"];
  const source = await tone('overlap.mka', ...back, '-c:a', 'pcm_s16le');
  for (const format of FORMATS) {
    const { faults, file } = await convertFile(source, format);
    expect(file.seconds).toBeCloseTo(2.6, 1);
    expect(faults).toEqual([{ kind: 'overlap', seconds: expect.closeTo(3 - file.seconds!, 1) as number }]);
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

/** An APEv2 tag with a header, a footer and one item. */
function apeTag(bytes: number): Uint8Array {
  const side = Buffer.alloc(32);
  side.write('APETAGEX');
  side.writeUInt32LE(2000, 8);
  side.writeUInt32LE(bytes + 32, 12);
  side.writeUInt32LE(1, 16);
  side.writeUInt32LE(0xa000_0000, 20);
  const footer = Buffer.from(side);
  footer.writeUInt32LE(0x8000_0000, 20);
  // Bytes that look like frames of an MP3.
  return Buffer.concat([side, Buffer.alloc(bytes, Uint8Array.from([0xff, 0xfb, 0x90, 0x64])), footer]);
}

test.each([0, 128])(
  'an APE tag at the end, before %d bytes of ID3v1, is not taken for audio',
  async (id3) => {
    const mp3 = await tone('ape.mp3');
    const afterwards = Buffer.alloc(id3);
    afterwards.write('TAG'.slice(0, id3));
    const { content: plain } = await convertFile(mp3);
    const tagged = await convertFile(Buffer.concat([mp3, apeTag(200_000), afterwards]));
    expect(tagged).toMatchObject({ damage: '', faults: [] });
    expect(tagged.content.length).toBe(plain.length);
  },
);

const TAGS = { title: 'Song 5', artist: 'Åsa', album: 'Prov', track: '5', comment: 'two\nlines' };
const TOLD = Object.entries(TAGS).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]);

async function tagsOf(content: Uint8Array): Promise<object> {
  writeFileSync(folder.path('tagged'), content);
  const entries = ['-show_entries', 'format_tags:stream_tags', '-of', 'json'];
  const found = JSON.parse(await run('ffprobe', ['-v', 'error', ...entries, folder.path('tagged')])) as {
    format: { tags?: object };
    streams: { tags?: object }[];
  };
  return { ...found.streams[0]!.tags, ...found.format.tags };
}

test.each(['tags.flac', 'tags.ogg', 'tags.mp3'])('the tags of %s are kept in every format', async (name) => {
  const source = await tone(name, ...TOLD);
  for (const format of FORMATS)
    expect(await tagsOf((await convertFile(source, format)).content)).toMatchObject(TAGS);
});

test('a take that was made of a file keeps its tags when it is converted, and its new name is the title', async () => {
  const file = new BytesFile([await tone('take.flac', ...TOLD)] as BlobPart[], '05.flac');
  const { convert, folders } = await converting();
  const { take, file: made } = await convert({ source: { kind: 'file', file, name: '05' }, format: 'opus' });
  const source = { kind: 'take', takeId: take.id, file: made.file } as const;
  expect(await tagsOf((await convert({ source, format: 'mp3' })).content)).toMatchObject(TAGS);
  folders.append(take.id, { type: 'renamed', name: 'Better' });
  const renamed = await convert({ source, format: 'm4a' });
  expect(await tagsOf(renamed.content)).toMatchObject({ ...TAGS, title: 'Better' });
});
