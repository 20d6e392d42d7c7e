import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { composeWav } from '../../../src/engine/edit/edited-wav.ts';
import { toFloats } from '../../../src/shared/audio/float-samples.ts';
import { bytesPerSample, type SampleFormat } from '../../../src/shared/audio/sample-format.ts';
import { readWavHeader } from '../../../src/shared/audio/wav-header-reader.ts';
import {
  bytesPerFrame,
  headerBytes,
  writeWavHeader,
  type WavShape,
} from '../../../src/shared/audio/wav-header.ts';
import { EditList, gainAt } from '../../../src/shared/edit/edit-list.ts';
import type { EditOperation } from '../../../src/shared/edit/edit-operation.ts';
import { EditRenderer } from '../../../src/workers/edit/edit-renderer.ts';
import { readMarkers } from '../../../src/workers/files/wav-markers-reader.ts';
import { kernels } from '../drain-stage.ts';
import { SPEC } from '../take-support.ts';
import { randomSource } from '../../support/random-source.ts';

const FRAMES = 20_000;
const SPEC_SHAPE: WavShape = { sampleRate: SPEC.sampleRate, channels: 2, format: 's24' };
const renderer = new EditRenderer(kernels);

/** A journal of random samples, none of which a 16-bit integer could become. */
function journalOf(format: SampleFormat): { file: Blob; audio: Uint8Array; shape: WavShape } {
  const shape = { sampleRate: SPEC.sampleRate, channels: 2, format };
  const random = randomSource(7);
  const audio = new Uint8Array(FRAMES * bytesPerFrame(shape));
  if (format === 'f32') new Float32Array(audio.buffer).forEach((_, i, all) => (all[i] = random() - 0.5));
  else audio.forEach((_, i) => (audio[i] = Math.floor(random() * 256)));
  const file = new Blob([writeWavHeader(shape, audio.length) as BlobPart, audio as BlobPart]);
  return { file, audio, shape };
}

function takeOf(
  format: SampleFormat,
  operations: readonly EditOperation[],
  markers: readonly { frame: number; label: string }[] = [],
) {
  const edits = { operations, canUndo: operations.length > 0, canRedo: false, state: operations.length };
  return { name: 'An: interview', spec: { ...SPEC, sampleFormat: format }, frames: FRAMES, markers, edits };
}

async function edited(
  format: SampleFormat,
  operations: readonly EditOperation[],
  markers?: readonly { frame: number; label: string }[],
) {
  const { file, audio, shape } = journalOf(format);
  const wav = await composeWav(file, takeOf(format, operations, markers), (...piece) =>
    renderer.render(...piece),
  );
  const bytes = new Uint8Array(await wav.arrayBuffer());
  return { wav, bytes, audio, shape, data: bytes.subarray(headerBytes(shape)) };
}

/** Rounds to the nearest, ties to even, as `Kernels.pack` does for 24 bits. */
function toS24(value: number): number {
  const scaled = Math.fround(value) * 0x80_0000;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  const rounded = rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
  return Math.max(-0x80_0000, Math.min(0x7f_ffff, rounded));
}

const within = fc
  .tuple(fc.nat(FRAMES - 1), fc.integer({ min: 1, max: FRAMES }))
  .map(([from, length]) => ({ from, to: Math.min(FRAMES, from + length) }));
const operation: fc.Arbitrary<EditOperation> = fc.oneof(
  within.map((span) => ({ kind: 'cut' as const, ...span })),
  within.map((span) => ({ kind: 'silence' as const, ...span })),
  within.map((span) => ({ kind: 'gain' as const, db: -6.5, ...span })),
  within.map((span) => ({ kind: 'fade' as const, shape: 'in' as const, ...span })),
  within.map((span) => ({ kind: 'fade' as const, shape: 'out' as const, ...span })),
);

describe('the WAV of an edited take', () => {
  test.each(['s24', 'f32'] as const)(
    'is, bit for bit, what each edit makes of each sample: %s',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.array(operation, { maxLength: 5 }), async (operations) => {
          const { bytes, data, audio, shape } = await edited(format, operations);
          const list = new EditList(operations, FRAMES);
          const dataBytes = list.frames * bytesPerFrame(shape);
          expect(readWavHeader(bytes)).toMatchObject({ ok: true, shape, dataBytes: dataBytes || 'unknown' });
          const source = new Float32Array(FRAMES * 2);
          toFloats(format, audio, source);
          const found = new Float32Array(list.frames * 2);
          toFloats(format, data.subarray(0, list.frames * bytesPerFrame(shape)), found);
          let at = 0;
          for (const piece of list.pieces) {
            for (let frame = piece.from; frame < piece.to; frame++) {
              const gain = gainAt(piece, frame);
              for (let c = 0; c < 2; c++, at++) {
                const scaled = Math.fround(source[2 * frame + c]! * gain);
                const expected = format === 'f32' ? scaled : toS24(scaled) / 0x80_0000;
                if (found[at] !== expected) expect([frame, c, found[at]]).toEqual([frame, c, expected]);
              }
            }
          }
        }),
        { numRuns: 25 },
      );
    },
  );

  test('of a 16-bit take keeps the samples that no gain changed, and is within a step and a half elsewhere', async () => {
    const operations: EditOperation[] = [
      { kind: 'cut', from: 100, to: 150 },
      { kind: 'gain', from: 1000, to: 3000, db: -12 },
    ];
    const { data, audio } = await edited('s16', operations);
    expect(data.subarray(0, 400)).toEqual(audio.subarray(0, 400));
    expect(data.subarray(400, 4 * 950)).toEqual(audio.subarray(600, 4000));
    const [before, after] = [new DataView(audio.buffer), new DataView(data.buffer, data.byteOffset)];
    for (let frame = 1000; frame < 3000; frame++) {
      const expected = before.getInt16(4 * frame, true) * 10 ** (-12 / 20);
      expect(Math.abs(after.getInt16(4 * (frame - 50), true) - expected)).toBeLessThanOrEqual(1.5);
    }
    expect(data.subarray(4 * 2950)).toEqual(audio.subarray(4 * 3000));
  });

  test('has its markers where they play, and none of what was cut', async () => {
    const markers = [
      { frame: 50, label: 'eins' },
      { frame: 150, label: 'cut' },
      { frame: 5000, label: 'zwei' },
      { frame: FRAMES, label: 'end' },
    ];
    const { wav, bytes, data } = await edited('s24', [{ kind: 'cut', from: 100, to: 200 }], markers);
    expect(wav.name).toMatch(/^An.* interview\.wav$/);
    const dataBytes = (FRAMES - 100) * 2 * bytesPerSample('s24');
    expect(readMarkers(bytes.subarray(bytes.length - data.length + dataBytes), dataBytes)).toEqual([
      { frame: 50, label: 'eins' },
      { frame: 4900, label: 'zwei' },
      { frame: FRAMES - 100, label: 'end' },
    ]);
  });

  test('of which nothing is left is a WAV of no frames', async () => {
    const { bytes } = await edited('s24', [{ kind: 'cut', from: 0, to: FRAMES }]);
    expect(readWavHeader(bytes)).toMatchObject({ ok: true, dataBytes: 'unknown' });
    expect(bytes).toHaveLength(headerBytes(SPEC_SHAPE));
  });

  test('is not made of a journal that is too short', async () => {
    const { file } = journalOf('s24');
    await expect(
      composeWav(file.slice(0, 1000), takeOf('s24', []), (...piece) => renderer.render(...piece)),
    ).rejects.toMatchObject({ code: 'storage-failed' });
  });
});
