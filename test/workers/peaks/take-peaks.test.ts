import { afterEach, describe, expect, test, vi } from 'vitest';
import { GAP_CAUSE } from '../../../src/shared/capture/capture-ring.ts';
import { readPeaksHeader } from '../../../src/shared/peaks/peaks-header.ts';
import { DrainStage, stillClock } from '../drain-stage.ts';
import { expectPeaks, plainLevels } from '../peaks-support.ts';
import type { Refusal } from '../storage/memory-handle.ts';

afterEach(() => vi.restoreAllMocks());

async function finish(stage: DrainStage): Promise<void> {
  const journal = stage.drain.take!;
  await stage.finish();
  journal.close();
}

describe('peaks.bin of a finished take', () => {
  test.each([1, 255, 256, 257, 4096, 70_001])('describes all its frames: %i of them', async (frames) => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(frames);
    await finish(stage);
    expectPeaks(stage.peaks.content, stage.spec, stage.signal.frames);
  });

  test.each([1, 3, 8])('has %i channels', async (channels) => {
    const stage = new DrainStage({ spec: { channels } });
    stage.begin();
    stage.record(3000);
    await finish(stage);
    expectPeaks(stage.peaks.content, stage.spec, stage.signal.frames);
  });

  test('has no columns for a pause', async () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(1000);
    stage.drain.pause(stage.at(1000));
    stage.settle();
    stage.record(700);
    stage.drain.resume(stage.at(1700));
    stage.settle();
    stage.record(900);
    await finish(stage);
    const kept = [...stage.signal.frames.slice(0, 1000), ...stage.signal.frames.slice(1700)];
    expectPeaks(stage.peaks.content, stage.spec, kept);
  });

  test('shows silence where lost frames were filled', async () => {
    const stage = new DrainStage({ spec: { gaps: 'fill' } });
    stage.begin();
    stage.record(5000);
    stage.writer.gap(GAP_CAUSE.clockJump, 1234);
    stage.record(5000);
    await finish(stage);
    const silence = Array.from({ length: 1234 }, () => [0, 0]);
    const frames = [...stage.signal.frames.slice(0, 5000), ...silence, ...stage.signal.frames.slice(5000)];
    expectPeaks(stage.peaks.content, stage.spec, frames);
  });

  test('is not there for a take without a frame', async () => {
    const stage = new DrainStage();
    stage.begin();
    await finish(stage);
    expect(stage.peaks.content).toHaveLength(0);
  });
});

describe('while a take is recorded', () => {
  test('the file is written and made certain once a minute', () => {
    const clock = stillClock();
    const stage = new DrainStage();
    const journal = stage.begin();
    stage.record(10_000);
    expect(stage.peaks.content).toHaveLength(0);
    clock.go(61_000);
    journal.turn();
    const { content } = stage.peaks;
    expect(readPeaksHeader(content, stage.spec, content.length)).toEqual({
      frames: 39 * 256,
      complete: false,
    });
  });

  test('the page sees every column as soon as it is complete', () => {
    const stage = new DrainStage();
    stage.begin();
    stage.record(20_000);
    const { first, channels, columns } = stage.status.peaks.since(0);
    const shown = stage.drain.take!.peaks.columns;
    expect({ first, channels, shown }).toEqual({ first: 0, channels: 2, shown: Math.floor(20_000 / 256) });
    expect(columns).toEqual(plainLevels(stage.signal.frames, 2)[0]!.slice(0, shown * 6));
  });

  test.each([
    ['the latest, by frame', { from: 19_500, to: 20_000, width: 4 }, 0],
    ['some of it that is on the disk already', { from: 0, to: 5120, width: 20 }, 0],
    ['all of it', { from: 0, to: 40_000, width: 2 }, 1],
  ])('a range of it can be shown: %s', (_, range, level) => {
    const clock = stillClock();
    const stage = new DrainStage();
    const journal = stage.begin();
    stage.record(10_000);
    clock.go(61_000);
    journal.turn();
    stage.record(30_000);
    const columns = journal.peaks.show(range);
    const levels = plainLevels(stage.signal.frames, 2)[level]!;
    const perPixel = (range.to - range.from) / range.width;
    const size = 256 * 16 ** level;
    for (let pixel = 0; pixel < range.width; pixel++) {
      const low = Math.floor((range.from + pixel * perPixel) / size);
      const high = Math.ceil((range.from + (pixel + 1) * perPixel) / size);
      const cells = Array.from({ length: high - low }, (_, i) =>
        levels.subarray((low + i) * 6, (low + i + 1) * 6),
      );
      expect(columns[pixel * 6]).toBe(Math.min(...cells.map((cell) => cell[0]!)));
      expect(columns[pixel * 6 + 4]).toBe(Math.max(...cells.map((cell) => cell[4]!)));
    }
  });
});

describe.each<Refusal>(['short-write', 'throw'])('a disk that has no room for peaks (%s)', (refusal) => {
  test('costs the take nothing, and the page sees its columns all the same', async () => {
    const clock = stillClock();
    const stage = new DrainStage();
    stage.peaks.refusal = refusal;
    stage.peaks.quotaBytes = 300;
    const journal = stage.begin();
    stage.record(10_000);
    clock.go(61_000);
    journal.turn();
    stage.record(30_000);
    const summary = await stage.finish();
    journal.close();
    expect(summary).toMatchObject({ frames: 40_000, error: undefined, ledger: { lost: 0 } });
    const { content } = stage.peaks;
    expect(readPeaksHeader(content, stage.spec, content.length)?.complete ?? false).toBe(false);
    expect(journal.peaks.show({ from: 0, to: 40_000, width: 1 })).toHaveLength(6);
    expect(stage.status.peaks.count).toBe(Math.floor(40_000 / 256));
  });
});

test('a take that the disk cut short has no peaks that claim to be complete', async () => {
  const stage = new DrainStage();
  stage.audio.refusal = 'short-write';
  stage.audio.quotaBytes = 40_000;
  const journal = stage.begin();
  stage.record(20_000);
  const { frames, error } = await stage.finish();
  journal.close();
  expect(error?.code).toBe('storage-full');
  expect(frames).toBeGreaterThan(0);
  const { content } = stage.peaks;
  expect(readPeaksHeader(content, stage.spec, content.length)?.complete ?? false).toBe(false);
});
