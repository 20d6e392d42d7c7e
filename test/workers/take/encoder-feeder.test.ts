import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cancelFeed, createFeedRing } from '../../../src/shared/encode/feed-ring.ts';
import type { WavShape } from '../../../src/shared/audio/wav-header.ts';
import { EncoderFeeder } from '../../../src/workers/take/encoder-feeder.ts';
import { WavFile } from '../../../src/workers/files/wav-file.ts';
import { firstDifference } from '../../support/first-difference.ts';
import { randomSource } from '../../support/random-source.ts';
import { MemoryHandle } from '../storage/memory-handle.ts';
import { PatientEncoder } from '../patient-encoder.ts';

const MONO24: WavShape = { sampleRate: 48_000, channels: 1, format: 's24' };

function open(feedBytes: number, pieceBytes = 1) {
  const handle = new MemoryHandle();
  const wav = new WavFile(handle, MONO24);
  const feed = createFeedRing(feedBytes);
  return {
    handle,
    wav,
    feed,
    pump: new EncoderFeeder(feed, wav, pieceBytes),
    encoder: new PatientEncoder(feed),
  };
}

function audio(frames: number, seed = 1): Uint8Array {
  const random = randomSource(seed);
  return Uint8Array.from({ length: 3 * frames }, () => Math.floor(random() * 256));
}

test('an encoder gets the whole take from its first frame, however late, small and slow it is', () => {
  const anyStep = fc.record({
    append: fc.nat(800),
    pump: fc.boolean(),
    read: fc.integer({ min: 1, max: 3000 }),
  });
  fc.assert(
    fc.property(fc.nat(1000), fc.array(anyStep, { maxLength: 20 }), (before, steps) => {
      const { wav, pump, encoder } = open(1024);
      const expected: number[] = [];
      const append = (frames: number): void => {
        const bytes = audio(frames, expected.length);
        wav.append(bytes);
        expected.push(...bytes);
      };
      append(before);
      for (const step of steps) {
        append(step.append);
        if (step.pump) pump.pump(false);
        encoder.read(step.read);
        expect(pump.done).toBe(false);
      }
      wav.finish([{ frame: 0, label: 'no audio' }]);
      for (let i = 0; i < 200 && !encoder.atEnd; i++) {
        pump.pump(true);
        encoder.read(1000);
      }
      expect(encoder.atEnd).toBe(true);
      expect(pump.done).toBe(true);
      expect(encoder.got.length).toBe(expected.length);
      expect(firstDifference(encoder.got, expected)).toBe(-1);
    }),
    { numRuns: 40 },
  );
});

describe('a turn', () => {
  test('moves 704,000 samples at the most, so that capture is never kept waiting, and says that there is more', () => {
    const { wav, pump, feed } = open(8 * 1024 * 1024);
    wav.append(new Uint8Array(3 * 1024 * 1024));
    expect(pump.pump(true)).toBe(true);
    expect(new Int32Array(feed)[0]).toBe(704_000 * 3);
    expect(pump.pump(true)).toBe(false);
    expect(new Int32Array(feed)[0]).toBe(3 * 1024 * 1024);
    expect(pump.done).toBe(true);
  });

  test('with a full feed has nothing to do at once', () => {
    const { wav, pump } = open(1024);
    wav.append(audio(1000));
    expect(pump.pump(false)).toBe(false);
    expect(pump.done).toBe(false);
  });

  test('moves nothing until there is a piece worth it, or the take is complete', () => {
    const { wav, pump, feed } = open(4096, 600);
    wav.append(audio(199));
    expect(pump.pump(false)).toBe(false);
    expect(new Int32Array(feed)[0]).toBe(0);
    wav.append(audio(1));
    pump.pump(false);
    expect(new Int32Array(feed)[0]).toBe(600);
    wav.append(audio(1));
    pump.pump(true);
    expect(new Int32Array(feed)[0]).toBe(603);
    expect(pump.done).toBe(true);
  });

  test('at the end of what was recorded waits for more', () => {
    const { wav, pump, encoder } = open(4096);
    wav.append(audio(10));
    expect(pump.pump(false)).toBe(false);
    encoder.read(100);
    encoder.read(100);
    expect(encoder.got).toHaveLength(30);
    expect(encoder.atEnd).toBe(false);
  });
});

test('a take without a frame ends its feed', () => {
  const { pump, encoder } = open(1024);
  pump.pump(true);
  encoder.read(100);
  expect(encoder).toMatchObject({ atEnd: true, got: [] });
});

test('an encoder that gave up is fed no more', () => {
  const { wav, pump, feed } = open(1024);
  wav.append(audio(1000));
  cancelFeed(feed);
  expect(pump.done).toBe(true);
  expect(pump.pump(true)).toBe(false);
  expect(new Int32Array(feed)[0]).toBe(0);
});
