import { describe, expect, test } from 'vitest';
import { editedWav, readEdited } from '../../../src/engine/edit/edited-audio.ts';
import { ScaledSpans } from '../../../src/engine/edit/scaled-spans.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import { SAMPLE_FORMATS } from '../../../src/shared/audio/sample-format.ts';
import { readWavHeader } from '../../../src/shared/audio/wav-header-reader.ts';
import { bytesPerFrame, writeWavHeader, type WavShape } from '../../../src/shared/audio/wav-header.ts';
import type { EditOperation } from '../../../src/shared/edit/edit-list.ts';

const FRAMES = 1000;

function takeOf(shape: WavShape, operations: readonly EditOperation[], frames = FRAMES): Take {
  const { sampleRate, channels, format: sampleFormat } = shape;
  return {
    frames,
    spec: { sampleRate, channels, sampleFormat },
    edits: { operations, state: 1, canUndo: true, canRedo: false },
    markers: [
      { id: 1, frame: 100, label: 'first', kind: 'marker' },
      { id: 2, frame: 350, label: 'cut away', kind: 'marker' },
      { id: 3, frame: 700, label: 'last', kind: 'chapter' },
    ],
  } as unknown as Take;
}

async function bytesOf(take: Take, journal: File): Promise<Uint8Array> {
  return new Uint8Array(await (await editedWav(take, journal, new ScaledSpans())).arrayBuffer());
}

describe.each(SAMPLE_FORMATS)('a recording of %s', (format) => {
  test.each([1, 2])(
    'with %d channels is cut and silenced bit for bit, with its markers where they belong',
    async (channels) => {
      const shape = { sampleRate: 48_000, channels, format };
      const size = bytesPerFrame(shape);
      const audio = Uint8Array.from({ length: FRAMES * size }, (_, i) => (i * 31 + 7) % 251);
      const journal = new File([writeWavHeader(shape, audio.length) as BlobPart, audio], 'audio.wav');
      const operations: EditOperation[] = [
        { kind: 'cut', from: 300, to: 400 },
        { kind: 'silence', from: 500, to: 601 },
        { kind: 'keep', from: 50, to: 900 },
      ];
      const wav = await bytesOf(takeOf(shape, operations), journal);
      const header = readWavHeader(wav);
      if (!header.ok) throw new Error(header.reason);
      expect(header.shape).toEqual(shape);
      const part = (from: number, to: number) => audio.subarray(from * size, to * size);
      const wanted = [part(50, 300), part(400, 500), new Uint8Array(101 * size), part(601, 900)];
      const frames = 750;
      expect(header.dataBytes).toBe(frames * size);
      const data = wav.subarray(header.dataOffset, header.dataOffset + frames * size);
      expect(Buffer.compare(data, Buffer.concat(wanted))).toBe(0);
      const tail = Buffer.from(wav.subarray(header.dataOffset + frames * size));
      expect(tail.toString('latin1')).toContain('first');
      expect(tail.toString('latin1')).not.toContain('cut away');
      const cue = tail.indexOf('cue ');
      expect([0, 1].map((n) => tail.readUInt32LE(cue + 12 + 24 * n + 4))).toEqual([50, 550]);
    },
  );
});

test('seven hours are put together at once, as RF64', async () => {
  const shape = { sampleRate: 48_000, channels: 2, format: 's24' } as const;
  const hour = 3600 * 48_000;
  // Node makes no file of 8 GB out of nothing. A small one stands for it, and only the header is read.
  const journal = new File([new Uint8Array(1000)], 'audio.wav');
  const take = takeOf(shape, [{ kind: 'cut', from: hour, to: 2 * hour }], 8 * hour);
  const wav = await editedWav(take, journal, new ScaledSpans());
  const head = Buffer.from(await wav.slice(0, 36).arrayBuffer());
  expect(head.toString('latin1', 0, 4)).toBe('RF64');
  // The sample count of `ds64`.
  expect(head.readBigUInt64LE(28)).toBe(BigInt(7 * hour * 6));
});

test('of a take of which all was cut, no sample is left', async () => {
  const shape = { sampleRate: 48_000, channels: 1, format: 's16' } as const;
  const journal = new File([new Uint8Array(5000)], 'audio.wav');
  const bytes = await bytesOf(takeOf(shape, [{ kind: 'cut', from: 0, to: FRAMES }]), journal);
  expect(readWavHeader(bytes)).toMatchObject({ ok: true, dataOffset: bytes.length });
});

test('a recording whose end the disk lost is exported with the header of what is there', async () => {
  const shape = { sampleRate: 48_000, channels: 1, format: 's16' } as const;
  const audio = new Uint8Array(2 * FRAMES).fill(7);
  const journal = new File([writeWavHeader(shape, 2 * audio.length) as BlobPart, audio], 'audio.wav');
  const edits = { operations: [], state: 0 };
  const take = {
    ...takeOf(shape, []),
    edits,
    missingFrames: FRAMES,
    markersChanged: false,
  } as unknown as Take;
  const wav = await readEdited({ read: async () => journal }, take, 'audio.wav');
  const header = readWavHeader(new Uint8Array(await wav.arrayBuffer()));
  expect(header).toMatchObject({ ok: true, dataBytes: audio.length });
});
