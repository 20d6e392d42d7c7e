import { expect, test } from 'vitest';
import { readableWav } from '../../../src/engine/convert/source/readable-wav.ts';
import { wavFaults } from '../../../src/engine/convert/source/wav-extent.ts';

const RATE = 8000;
const ascii = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

function chunk(id: string, payload: Uint8Array, size = payload.length): Uint8Array[] {
  const pad = new Uint8Array(payload.length % 2);
  return [ascii(id), new Uint8Array(Uint32Array.of(size).buffer), payload, pad];
}

/** `fmt ` of mono samples of 8 bits. */
const FMT = chunk('fmt ', Uint8Array.from([1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x40, 0x1f, 0, 0, 1, 0, 8, 0]));
const riff = (...parts: Uint8Array[][]): Uint8Array[] => [
  ascii('RIFF'),
  new Uint8Array(4),
  ascii('WAVE'),
  ...parts.flat(),
];
/** Samples that look like no chunk's name. */
const samples = (count: number) => new Uint8Array(count).map((_, i) => 128 + (i % 7));
const faultsIn = (parts: readonly Uint8Array[]) => wavFaults(new Blob([...parts] as BlobPart[]));
const behind = (seconds: number) => [{ kind: 'audio-behind', seconds }];

test('what is behind a size that is too small, such as one that wrapped past 4 GiB, is told', async () => {
  const wrapped = chunk('data', samples(RATE), RATE / 10);
  expect(await faultsIn(riff(FMT, wrapped))).toEqual(behind(0.9));
});

test('a second data chunk and a second WAV are told', async () => {
  const data = chunk('data', samples(RATE));
  expect(await faultsIn(riff(FMT, data, chunk('LIST', ascii('abc')), data))).toEqual(behind(1));
  const one = riff(FMT, data);
  const header = 44 / RATE;
  expect(await faultsIn([...one, ...one])).toEqual(behind(1 + header));
});

test('a size beyond the end of the file is told with the length that it means', async () => {
  const half = chunk('data', samples(RATE), 2 * RATE);
  expect(await faultsIn(riff(FMT, half))).toEqual([{ kind: 'breaks-off', seconds: 0, of: 2 }]);
});

test.each([2, 8, 36, 44])('a size that counts %i bytes too many tells nothing', async (bytes) => {
  expect(await faultsIn(riff(FMT, chunk('data', samples(10_000), 10_000 + bytes)))).toEqual([]);
});

test.each([0, 0xffff_ffff, 0xffff_ffdb, 0x7fff_ffff, 0x7fff_f024, 0x8000_0000])(
  'the size %d, which is written where none is known, tells nothing',
  async (size) => {
    expect(await faultsIn(riff(FMT, chunk('data', samples(RATE), size)))).toEqual([]);
  },
);

test.each([
  ['chunks', chunk('LIST', samples(RATE)).concat(chunk('bext', samples(RATE + 1)))],
  ['what Adobe writes', chunk('_PMX', samples(RATE))],
  ['a tag', [ascii('ID3'), samples(RATE)]],
  ['zeros', [new Uint8Array(RATE)]],
  ['a few bytes', [samples(100)]],
])('%s behind the audio are not taken for audio', async (_, parts) => {
  for (const count of [RATE, RATE - 1])
    expect(await faultsIn([...riff(FMT, chunk('data', samples(count))), ...parts])).toEqual([]);
});

test('a chunk behind an odd number of bytes is found without the byte that makes it even', async () => {
  const [id, size, data] = chunk('data', samples(RATE - 1));
  expect(await faultsIn(riff(FMT, [id!, size!, data!], chunk('bext', samples(RATE))))).toEqual([]);
});

test('a file that ends within its header tells nothing', async () => {
  const bytes = new Uint8Array(
    await new Blob(riff(FMT, chunk('data', samples(10))) as BlobPart[]).arrayBuffer(),
  );
  for (let end = 0; end < bytes.length - 10; end++) {
    expect(await faultsIn([bytes.subarray(0, end)])).toEqual([]);
    const file = new File([bytes.subarray(0, end)], 'a.wav');
    expect(await readableWav(file)).toBe(file);
  }
});
