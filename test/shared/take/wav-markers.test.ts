import { afterAll, describe, expect, test } from 'vitest';
import { writeWavHeader, type WavShape } from '../../../src/shared/audio/wav-header.ts';
import { markerChunks, type WavMarker } from '../../../src/shared/take/wav-markers.ts';
import { run, temporaryFolder, writeSparse } from '../media-tools.ts';

const folder = temporaryFolder('wav-markers');
afterAll(folder.remove);

const ODD: WavShape = { sampleRate: 44_100, channels: 1, format: 's24' };

const MARKERS: WavMarker[] = [
  { frame: 0, label: 'Anfang' },
  { frame: 44_100, label: 'Übung ♪ 🎤' },
  { frame: 60_000, label: '' },
  { frame: 88_201, label: 'even' },
];

function writeTake(file: string, shape: WavShape, dataBytes: number, markers: WavMarker[]): string {
  const { bytes } = markerChunks(markers, dataBytes);
  const path = folder.path(file);
  writeSparse(path, writeWavHeader(shape, dataBytes, bytes.length), dataBytes, bytes);
  return path;
}

async function chaptersOf(path: string): Promise<WavMarker[]> {
  const args = ['-v', 'error', '-show_chapters', '-of', 'json', path];
  const { chapters } = JSON.parse(await run('ffprobe', args)) as {
    chapters: { start: number; tags: { title: string } }[];
  };
  return chapters.map(({ start, tags }) => ({ frame: start, label: tags.title }));
}

describe.each([
  ['an odd number of data bytes', 3 * 88_203],
  ['an even number of data bytes', 3 * 88_204],
])('after %s', (_, dataBytes) => {
  test('ffprobe lists the markers as chapters', async () => {
    expect(await chaptersOf(writeTake('chapters.wav', ODD, dataBytes, MARKERS))).toEqual(MARKERS);
  });

  test('libsndfile lists cue points and labels, to the end of the file', async () => {
    const text = await run('sndfile-info', [writeTake('cues.wav', ODD, dataBytes, MARKERS)]);
    const cues = [...text.matchAll(/Cue ID : +(\d+) .*Chunk : data .*Offset : +(\d+)/g)];
    const labels = [...text.matchAll(/labl : (\d+) : (.*)/g)];
    expect(cues.map(([, id, frame]) => [id, frame])).toEqual(
      MARKERS.map((m, i) => [`${i + 1}`, `${m.frame}`]),
    );
    expect(labels.map(([, id, label]) => [id, label])).toEqual(MARKERS.map((m, i) => [`${i + 1}`, m.label]));
    expect(text).not.toMatch(/unknown|garbage/i);
    expect(text).toMatch(/^Frames +: 8820[34]$/m);
  });
});

test('markers survive in a file past 4 GiB', async () => {
  const stereo: WavShape = { sampleRate: 48_000, channels: 2, format: 's24' };
  const markers = [{ frame: 999_999_999, label: 'late' }];
  expect(await chaptersOf(writeTake('large.wav', stereo, 6e9, markers))).toEqual(markers);
});

test('a marker past the last 32-bit frame is left out and counted', () => {
  const last = { frame: 2 ** 32 - 1, label: 'last' };
  const chunks = markerChunks([last, { frame: 2 ** 32, label: 'too late' }], 0);
  expect(chunks).toEqual({ ...markerChunks([last], 0), leftOut: 1 });
  expect(chunks.written).toBe(1);
});

test('without markers there is only the pad byte, where one is due', () => {
  expect(markerChunks([], 300)).toEqual({ bytes: new Uint8Array(0), written: 0, leftOut: 0 });
  expect(markerChunks([], 303)).toEqual({ bytes: new Uint8Array(1), written: 0, leftOut: 0 });
  expect(markerChunks([{ frame: 2 ** 40, label: '' }], 303).bytes).toHaveLength(1);
});

test('a NUL inside a label does not hide the rest of it', async () => {
  const path = writeTake('nul.wav', ODD, 3000, [{ frame: 5, label: 'one\0two' }]);
  expect(await chaptersOf(path)).toEqual([{ frame: 5, label: 'one two' }]);
});

test('a frame that cannot be is refused by name', () => {
  expect(() => markerChunks([{ frame: -1, label: '' }], 0)).toThrow('frame must be a whole number');
  expect(() => markerChunks([{ frame: 0.5, label: '' }], 0)).toThrow('frame must be a whole number');
});
