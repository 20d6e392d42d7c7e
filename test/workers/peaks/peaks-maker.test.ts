import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LoudnessSummary } from '../../../src/shared/loudness/loudness-summary.ts';
import { PEAKS_NAME, TAKES_FOLDER } from '../../../src/shared/take/take-events.ts';
import { PeaksMaker } from '../../../src/workers/peaks/peaks-maker.ts';
import { kernels } from '../drain-stage.ts';
import { expectPeaks } from '../peaks-support.ts';
import { MemoryFolder } from '../storage/memory-storage.ts';
import { packed, RandomSignal, shapeOf, SPEC } from '../take-support.ts';

const FRAMES = 50_077;
let storage: MemoryFolder;

beforeEach(() => {
  storage = new MemoryFolder();
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => storage } });
});
afterEach(() => vi.unstubAllGlobals());

async function make(
  maker: PeaksMaker,
  spec: typeof SPEC,
  frames: readonly number[][],
  before?: Blob,
  pieceFrames = 9999,
): Promise<{ from: number; made: Blob | undefined; loudness: LoudnessSummary | undefined }> {
  const from = await maker.begin(shapeOf(spec), frames.length, before);
  for (let at = from; at < frames.length; at += pieceFrames) {
    await maker.add(new Blob([packed(frames.slice(at, at + pieceFrames), spec.sampleFormat) as BlobPart]));
  }
  const made = await maker.finish();
  return { from, made: made?.file as Blob | undefined, loudness: made?.loudness };
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

test.each(['s16', 's24', 'f32'] as const)('peaks are made from audio alone: %s', async (sampleFormat) => {
  const spec = { ...SPEC, sampleFormat };
  const signal = new RandomSignal(2);
  signal.next(FRAMES);
  const { from, made } = await make(new PeaksMaker(kernels), spec, signal.frames);
  expect(from).toBe(0);
  expectPeaks(await bytesOf(made!), spec, signal.frames);
});

test('what an earlier file certainly has is kept, and only the rest of the audio is read', async () => {
  const maker = new PeaksMaker(kernels);
  const signal = new RandomSignal(2);
  signal.next(FRAMES);
  const { made: early } = await make(maker, SPEC, signal.frames.slice(0, 30_000));
  const { from, made } = await make(maker, SPEC, signal.frames, early);
  expect(from).toBe(Math.floor(30_000 / 256) * 256);
  expectPeaks(await bytesOf(made!), SPEC, signal.frames);
});

test('a file of another take, or rubbish, is made anew', async () => {
  const maker = new PeaksMaker(kernels);
  const signal = new RandomSignal(2);
  signal.next(FRAMES);
  const { from, made } = await make(maker, SPEC, signal.frames, new Blob([new Uint8Array(5000).fill(7)]));
  expect(from).toBe(0);
  expectPeaks(await bytesOf(made!), SPEC, signal.frames);
});

test('the loudness is that of all audio, and is not told of a part of it', async () => {
  const maker = new PeaksMaker(kernels);
  const signal = new RandomSignal(2);
  signal.next(FRAMES);
  const whole = await make(maker, SPEC, signal.frames);
  const inOne = await make(maker, SPEC, signal.frames, undefined, FRAMES);
  expect(whole.loudness).toEqual(inOne.loudness);
  expect(whole.loudness!.integrated).toBeGreaterThan(-20);
  expect(whole.loudness!.truePeak).toBeGreaterThan(29_900 / 32_768);
  const continued = await make(maker, SPEC, signal.frames, whole.made);
  expect(continued.from).toBeGreaterThan(0);
  expect(continued.loudness).toBeUndefined();
});

test('audio that ends early gives no peaks', async () => {
  const maker = new PeaksMaker(kernels);
  const signal = new RandomSignal(2);
  signal.next(1000);
  await maker.begin(shapeOf(SPEC), 2000, undefined);
  await maker.add(new Blob([packed(signal.frames, SPEC.sampleFormat) as BlobPart]));
  expect(await maker.finish()).toBeUndefined();
});

test('the result replaces what the take has, and is not put where no take is', async () => {
  const maker = new PeaksMaker(kernels);
  const signal = new RandomSignal(2);
  signal.next(FRAMES);
  const { made } = await make(maker, SPEC, signal.frames);
  await expect(maker.store('gone', made!)).rejects.toMatchObject({ code: 'take-not-found' });
  const takes = await storage.getDirectoryHandle(TAKES_FOLDER, { create: true });
  const folder = await takes.getDirectoryHandle(SPEC.id, { create: true });
  const before = await (await folder.getFileHandle(PEAKS_NAME, { create: true })).createSyncAccessHandle();
  before.write(new Uint8Array(2_000_000).fill(1), { at: 0 });
  before.close();
  await maker.store(SPEC.id, made!);
  expectPeaks(folder.files.get(PEAKS_NAME)!.content, SPEC, signal.frames);
});
