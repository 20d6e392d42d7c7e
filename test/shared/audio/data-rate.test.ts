import { expect, test } from 'vitest';
import { takeBytesPerSecond } from '../../../src/shared/audio/data-rate.ts';
import { FORMATS } from '../../../src/shared/audio/formats.ts';

const STEREO_48 = { sampleRate: 48000, channels: 2 };
const MONO_44 = { sampleRate: 44100, channels: 1 };

test.each([
  ['wav', 's16', MONO_44, 88_200],
  ['wav', 's24', STEREO_48, 288_000],
  ['wav', 'f32', STEREO_48, 384_000],
  // The journal is stored beside the encoded file: in 24 bits for the lossy formats, in 16 bits for 16-bit FLAC.
  ['opus', 'music-128', STEREO_48, 288_000 + 16_000],
  ['mp3', 'cbr-320', STEREO_48, 288_000 + 40_000],
  ['mp3', 'vbr-v0', STEREO_48, 288_000 + 30_625],
  ['m4a', 'aac-96', MONO_44, 132_300 + 12_000],
  ['flac', 's16', STEREO_48, 2 * 192_000],
] as const)('%s %s', (format, quality, source, bytes) => {
  expect(takeBytesPerSecond(format, quality, source)).toBe(bytes);
});

test('an encoder that is told a bit rate is reckoned with that rate', () => {
  const qualities = FORMATS.flatMap((format) => format.qualities);
  const told = qualities.filter(({ args }) => args.includes('-b:a'));
  for (const { args, kilobits } of told) expect(`${kilobits}k`).toBe(args[args.indexOf('-b:a') + 1]);
  // Opus, MP3 and AAC.
  expect(told).toHaveLength(5 + 4 + 4);
});
