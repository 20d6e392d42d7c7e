import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SAMPLE_FORMATS } from '../../../src/shared/audio/sample-format.ts';
import { bytesPerFrame, headerBytes, type WavShape } from '../../../src/shared/audio/wav-header.ts';
import { WavFile } from '../../../src/workers/files/wav-file.ts';
import { repairWav, surveyWav } from '../../../src/workers/files/wav-repair.ts';
import { MemoryHandle } from '../storage/memory-handle.ts';
import { audioOf, markersOf } from '../take-support.ts';

const MONO24: WavShape = { sampleRate: 48_000, channels: 1, format: 's24' };

function audio(bytes: number): Uint8Array {
  return Uint8Array.from({ length: bytes }, (_, i) => 1 + (i % 255));
}

test('whenever a recording broke off, its file holds every whole frame that was written', () => {
  const anyShape: fc.Arbitrary<WavShape> = fc.record({
    sampleRate: fc.constantFrom(44_100, 48_000),
    channels: fc.integer({ min: 1, max: 3 }),
    format: fc.constantFrom(...SAMPLE_FORMATS),
  });
  fc.assert(
    fc.property(anyShape, fc.nat(40), fc.nat(40), fc.nat(11), (shape, synced, unsynced, torn) => {
      const handle = new MemoryHandle();
      const wav = new WavFile(handle, shape);
      const size = bytesPerFrame(shape);
      const tornBytes = torn % size;
      const bytes = audio((synced + unsynced) * size + tornBytes);
      wav.append(bytes.subarray(0, synced * size));
      wav.sync();
      handle.write(bytes.subarray(synced * size), { at: headerBytes(shape) + synced * size });

      const repaired = new MemoryHandle(handle.content);
      expect(repairWav(repaired, shape)).toBe(synced + unsynced);
      expect(audioOf(repaired.content, shape, 'any')).toEqual(bytes.subarray(0, bytes.length - tornBytes));
      expect(repaired.getSize() % 2).toBe(0);
    }),
  );
});

describe('a file that is whole already', () => {
  test('stays as it is, its markers included: the recording was only not noted as stopped', () => {
    const handle = new MemoryHandle();
    const wav = new WavFile(handle, MONO24);
    wav.append(audio(3 * 33));
    wav.finish([{ frame: 5, label: 'eins' }]);
    const before = handle.content;
    expect(repairWav(handle, MONO24)).toBe(33);
    expect(audioOf(handle.content, MONO24, 'any')).toEqual(audio(3 * 33));
    expect(markersOf(handle.content, MONO24)).toEqual([{ frame: 5, label: 'eins' }]);
    expect(handle.content).toEqual(before);
  });

  test('can be repaired again, pad byte and all', () => {
    const handle = new MemoryHandle();
    new WavFile(handle, MONO24).append(audio(3 * 33));
    expect([repairWav(handle, MONO24), repairWav(handle, MONO24)]).toEqual([33, 33]);
    expect(audioOf(handle.content, MONO24, 'any')).toEqual(audio(3 * 33));
  });
});

describe('markers of the log', () => {
  const eins = { frame: 5, label: 'eins' };
  const zwei = { frame: 20, label: 'zwei \u{1f3a4}' };

  function brokenOff(frames: number): MemoryHandle {
    const handle = new MemoryHandle();
    new WavFile(handle, MONO24).append(audio(3 * frames));
    return handle;
  }

  test('are put into the file, but for those whose audio is not there', () => {
    const handle = brokenOff(20);
    expect(repairWav(handle, MONO24, [eins, zwei, { frame: 21, label: 'lost' }])).toBe(20);
    expect(audioOf(handle.content, MONO24, 'any')).toEqual(audio(60));
    expect(markersOf(handle.content, MONO24)).toEqual([eins, zwei]);
  });

  test('join those that the file has and the log has not', () => {
    const handle = new MemoryHandle();
    const wav = new WavFile(handle, MONO24);
    wav.append(audio(3 * 33));
    wav.finish([eins]);
    expect(repairWav(handle, MONO24, [zwei])).toBe(33);
    expect(markersOf(handle.content, MONO24)).toEqual([zwei, eins]);
    expect(audioOf(handle.content, MONO24, 'any')).toEqual(audio(3 * 33));
  });

  test('replace a copy that was torn: not a byte of it becomes audio', () => {
    const whole = new MemoryHandle();
    const wav = new WavFile(whole, MONO24);
    wav.append(audio(3 * 33));
    wav.finish([eins, zwei]);
    const audioEnd = headerBytes(MONO24) + 3 * 33;
    for (let bytes = audioEnd; bytes < whole.getSize(); bytes++) {
      const torn = new MemoryHandle(whole.content.subarray(0, bytes));
      expect(surveyWav(torn, MONO24)).toEqual({ frames: 33, certainFrames: 33, markers: undefined });
      expect(repairWav(torn, MONO24, [eins, zwei])).toBe(33);
      expect(torn.content).toEqual(whole.content);
    }
  });
});

test('a header torn between its two sizes, as if the take had ended long ago, costs no audio', () => {
  const handle = new MemoryHandle();
  const wav = new WavFile(handle, MONO24);
  wav.append(audio(300));
  wav.sync();
  wav.append(audio(300));
  const torn = handle.content;
  wav.sync();
  torn.set(handle.content.subarray(0, 8));
  const found = new MemoryHandle(torn);
  expect(surveyWav(found, MONO24)).toEqual({ frames: 200, certainFrames: 100, markers: undefined });
  expect(repairWav(found, MONO24)).toBe(200);
  expect(audioOf(found.content, MONO24)).toHaveLength(600);
});

test('a file that broke off within its header is an empty recording', () => {
  for (const length of [0, 1, headerBytes(MONO24) - 1, headerBytes(MONO24)]) {
    const handle = new MemoryHandle(audio(length));
    expect(repairWav(handle, MONO24)).toBe(0);
    expect(audioOf(handle.content, MONO24)).toHaveLength(0);
  }
});
