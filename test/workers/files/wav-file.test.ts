import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SAMPLE_FORMATS } from '../../../src/shared/audio/sample-format.ts';
import { bytesPerFrame, headerBytes, type WavShape } from '../../../src/shared/audio/wav-header.ts';
import { WavFile } from '../../../src/workers/files/wav-file.ts';
import { MemoryHandle, type Refusal } from '../storage/memory-handle.ts';
import { audioOf, markersOf } from '../take-support.ts';

const MONO24: WavShape = { sampleRate: 48_000, channels: 1, format: 's24' };
const STEREO16: WavShape = { sampleRate: 44_100, channels: 2, format: 's16' };

const anyShape: fc.Arbitrary<WavShape> = fc.record({
  sampleRate: fc.constantFrom(8000, 44_100, 192_000),
  channels: fc.integer({ min: 1, max: 8 }),
  format: fc.constantFrom(...SAMPLE_FORMATS),
});

/** `count` frames of the bytes 1, 2, 3, … */
function frames(shape: WavShape, count: number, from = 0): Uint8Array {
  return Uint8Array.from({ length: count * bytesPerFrame(shape) }, (_, i) => 1 + ((from + i) % 255));
}

test('is a valid WAV from its first moment, and after every sync', () => {
  fc.assert(
    fc.property(anyShape, fc.array(fc.nat(50), { maxLength: 8 }), (shape, counts) => {
      const handle = new MemoryHandle(Uint8Array.of(1, 2, 3));
      const wav = new WavFile(handle, shape);
      expect(audioOf(handle.content, shape)).toHaveLength(0);
      const expected: number[] = [];
      for (const count of counts) {
        const block = frames(shape, count, expected.length);
        wav.append(block);
        expected.push(...block);
        wav.sync();
        expect(audioOf(handle.content, shape)).toEqual(Uint8Array.from(expected));
        expect([wav.dataBytes, wav.frames]).toEqual([
          expected.length,
          expected.length / bytesPerFrame(shape),
        ]);
      }
      // Each sync flushes the audio first, then the header that reports it.
      expect(handle.flushes).toBe(2 * counts.length);
    }),
    { numRuns: 60 },
  );
});

test('between two syncs its header tells what the last one told', () => {
  const handle = new MemoryHandle();
  const wav = new WavFile(handle, STEREO16);
  wav.append(frames(STEREO16, 10));
  wav.sync();
  wav.append(frames(STEREO16, 5, 40));
  expect(audioOf(handle.content.subarray(0, headerBytes(STEREO16) + 40), STEREO16)).toHaveLength(40);
  expect(handle.getSize()).toBe(headerBytes(STEREO16) + 60);
});

describe('reading back what was appended', () => {
  const handle = new MemoryHandle();
  const wav = new WavFile(handle, MONO24);
  wav.append(frames(MONO24, 10));
  wav.finish([{ frame: 1, label: 'not audio' }]);

  test('gives audio bytes from any position', () => {
    const target = new Uint8Array(7);
    expect(wav.read(target, 5)).toBe(7);
    expect(target).toEqual(frames(MONO24, 10).subarray(5, 12));
  });

  test('gives what is left at the end, nothing behind it, and never a chunk that follows', () => {
    const target = new Uint8Array(100).fill(255);
    expect(wav.read(target, 24)).toBe(6);
    expect([...target.subarray(0, 7)]).toEqual([...frames(MONO24, 10).subarray(24), 255]);
    expect(wav.read(target, 30)).toBe(0);
    expect(wav.read(target, 1000)).toBe(0);
  });
});

describe('finishing', () => {
  test('an odd number of bytes gets its pad byte, an even one none', () => {
    for (const [count, pad] of [
      [3, 1],
      [4, 0],
    ] as const) {
      const handle = new MemoryHandle();
      const wav = new WavFile(handle, MONO24);
      wav.append(frames(MONO24, count));
      expect(wav.finish([])).toEqual({ bytes: handle.getSize(), markersLeftOut: 0 });
      expect(audioOf(handle.content, MONO24, pad)).toEqual(frames(MONO24, count));
    }
  });

  test('markers follow the audio as cue points with labels', () => {
    const markers = [
      { frame: 0, label: 'Anfang' },
      { frame: 2, label: '' },
    ];
    const handle = new MemoryHandle();
    const wav = new WavFile(handle, MONO24);
    wav.append(frames(MONO24, 3));
    expect(wav.finish(markers)).toEqual({ bytes: handle.getSize(), markersLeftOut: 0 });
    expect(audioOf(handle.content, MONO24, 'any')).toEqual(frames(MONO24, 3));
    expect(markersOf(handle.content, MONO24)).toEqual(markers);
  });

  test('without a frame it is still a WAV', () => {
    const handle = new MemoryHandle();
    const wav = new WavFile(handle, MONO24);
    expect(wav.finish([])).toEqual({ bytes: headerBytes(MONO24), markersLeftOut: 0 });
    expect(audioOf(handle.content, MONO24)).toHaveLength(0);
  });
});

describe.each<Refusal>(['short-write', 'throw'])('a full disk (%s)', (refusal) => {
  test('leaves a valid WAV of the whole frames that fitted', () => {
    fc.assert(
      fc.property(anyShape, fc.nat(500), fc.integer({ min: 1, max: 20 }), (shape, roomBytes, blockFrames) => {
        const handle = new MemoryHandle();
        const wav = new WavFile(handle, shape);
        handle.refusal = refusal;
        handle.quotaBytes = headerBytes(shape) + roomBytes;
        const written: number[] = [];
        const fill = (): void => {
          for (;;) {
            const block = frames(shape, blockFrames, written.length);
            written.push(...block);
            wav.append(block);
          }
        };
        expect(fill).toThrow(expect.objectContaining({ code: 'storage-full' }));
        const audio = audioOf(handle.content, shape);
        expect(audio).toEqual(Uint8Array.from(written.slice(0, audio.length)));
        expect(wav.dataBytes).toBe(audio.length);
        const whole =
          roomBytes - (roomBytes % (refusal === 'throw' ? block(shape, blockFrames) : block(shape, 1)));
        expect(audio.length).toBe(whole);
      }),
      { numRuns: 80 },
    );
  });

  test('that has no room for the markers costs no audio: the header tells all of it', () => {
    const handle = new MemoryHandle();
    const wav = new WavFile(handle, MONO24);
    wav.append(frames(MONO24, 10));
    wav.sync();
    wav.append(frames(MONO24, 10, 30));
    handle.refusal = refusal;
    handle.quotaBytes = headerBytes(MONO24) + 60 + 20;
    const finish = (): unknown => wav.finish([{ frame: 1, label: 'no room for this' }]);
    expect(finish).toThrow(expect.objectContaining({ code: 'storage-full' }));
    expect(audioOf(handle.content, MONO24)).toEqual(frames(MONO24, 20));
  });
});

function block(shape: WavShape, count: number): number {
  return count * bytesPerFrame(shape);
}
