import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { run, temporaryFolder } from '../../../shared/media-tools.ts';
import { convertFile, stubPage } from './convert-file.ts';

vi.mock('@ffmpeg/ffmpeg', async () => ({
  FFmpeg: (await import('./node-core.ts')).NodeFfmpeg,
  FFFSType: { WORKERFS: 'WORKERFS' },
}));
vi.mock('../../../../src/engine/encode/encoder-job.ts', async () => ({
  EncoderJob: (await import('./node-core.ts')).NodeEncoderJob,
}));

const folder = temporaryFolder('odd-wav');
beforeAll(() => stubPage());
afterAll(() => folder.remove());

/** A second of a tone as a WAV, and where its chunks are. */
async function wav(...args: string[]) {
  const path = folder.path('odd.wav');
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', 'sine=440:r=48000:d=1', ...args, path]);
  const bytes = Buffer.from(readFileSync(path));
  return { bytes, data: bytes.indexOf('data'), fmt: bytes.indexOf('fmt ') };
}

/** The samples of a WAV of 24 bits. */
const samplesOf = (bytes: Uint8Array) => Buffer.from(bytes).subarray(Buffer.from(bytes).indexOf('data') + 8);

test('samples of 24 bits in 32 are read exactly', async () => {
  const { bytes, data, fmt } = await wav('-af', 'volume=0.3', '-c:a', 'pcm_s24le');
  const samples = bytes.subarray(data + 8);
  const wide = Buffer.alloc((samples.length / 3) * 4);
  for (let i = 0; i < samples.length / 3; i++) samples.copy(wide, i * 4 + 1, i * 3, i * 3 + 3);
  const format = Buffer.alloc(48);
  bytes.copy(format, 0, fmt, fmt + 24);
  format.writeUInt32LE(40, 4);
  format.writeUInt16LE(0xfffe, 8);
  format.writeUInt32LE(48_000 * 4, 16);
  format.writeUInt16LE(4, 20);
  format.writeUInt16LE(32, 22);
  format.writeUInt16LE(22, 24);
  format.writeUInt16LE(24, 26);
  format.writeUInt32LE(4, 28);
  Buffer.from('0100000000001000800000aa00389b71', 'hex').copy(format, 32);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(wide.length);
  const { content, faults } = await convertFile(
    Buffer.concat([bytes.subarray(0, 12), format, Buffer.from('data'), size, wide]),
    'wav',
    { quality: 's24' },
  );
  expect(faults).toEqual([]);
  expect(samplesOf(content).equals(samples)).toBe(true);
});

test('a chunk without the byte that makes its odd size even does not hide the audio', async () => {
  const { bytes, data } = await wav('-c:a', 'pcm_s24le');
  const chunk = Buffer.concat([Buffer.from('note'), Buffer.from([3, 0, 0, 0]), Buffer.from('abc')]);
  const { content, faults } = await convertFile(
    Buffer.concat([bytes.subarray(0, data), chunk, bytes.subarray(data)]),
    'wav',
    { quality: 's24' },
  );
  expect(faults).toEqual([]);
  expect(samplesOf(content).equals(bytes.subarray(data + 8))).toBe(true);
});

test('an RF64 whose sizes were never written is read to its end', async () => {
  const { bytes, data } = await wav('-c:a', 'pcm_s24le', '-rf64', 'always');
  bytes.fill(0, bytes.indexOf('ds64') + 8, bytes.indexOf('ds64') + 32);
  const { content, faults } = await convertFile(bytes, 'wav', { quality: 's24' });
  expect(faults).toEqual([]);
  expect(samplesOf(content).equals(bytes.subarray(data + 8))).toBe(true);
});

test('two channels that are to be heard at the back become left and right', async () => {
  const { bytes, fmt } = await wav('-ac', '2', '-ar', '96000', '-c:a', 'pcm_s24le');
  expect(bytes.readUInt16LE(fmt + 8)).toBe(0xfffe);
  bytes.writeUInt32LE(0x30, fmt + 28);
  for (const format of ['opus', 'mp3', 'm4a'] as const)
    expect((await convertFile(bytes, format)).file.seconds).toBeCloseTo(1, 2);
});

test('a file with more channels than can be converted is refused by their number', async () => {
  const { bytes, fmt } = await wav('-c:a', 'pcm_s16le');
  bytes.writeUInt16LE(9, fmt + 10);
  bytes.writeUInt32LE(48_000 * 18, fmt + 16);
  bytes.writeUInt16LE(18, fmt + 20);
  await expect(convertFile(bytes, 'mp3')).rejects.toMatchObject({
    code: 'file-unreadable',
    detail: 'it has 9 channels, and 8 can be read',
  });
});

test.each([88_201, 705_600])(
  '%d Hz, which FLAC cannot hold, is resampled, and that is told',
  async (rate) => {
    const { bytes } = await wav('-ar', String(rate), '-c:a', 'pcm_s16le');
    const { faults, file } = await convertFile(bytes, 'flac');
    expect(faults).toEqual([{ kind: 'resampled', from: rate, to: 96_000 }]);
    expect(file.seconds).toBeCloseTo(1, 3);
    expect((await convertFile(bytes, 'wav')).faults).toEqual([]);
  },
);

test.each([44_100, 48_000, 65_534, 88_200, 192_000, 384_000])(
  '%d Hz stays as it is in FLAC',
  async (rate) => {
    const { bytes } = await wav('-ar', String(rate), '-c:a', 'pcm_s16le');
    const { faults, file } = await convertFile(bytes, 'flac');
    expect(faults).toEqual([]);
    expect(file.seconds).toBeCloseTo(1, 3);
  },
);
