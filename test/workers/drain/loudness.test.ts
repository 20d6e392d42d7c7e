import { describe, expect, test } from 'vitest';
import { createCaptureRing, GAP_CAUSE } from '../../../src/shared/capture/capture-ring.ts';
import { CaptureRingWriter } from '../../../src/shared/capture/capture-ring-writer.ts';
import { createStatusBlock, StatusBlock } from '../../../src/shared/journal/status-block.ts';
import { CaptureDrain } from '../../../src/workers/drain/capture-drain.ts';
import { DrainStage, kernels, type StageOptions } from '../drain-stage.ts';
import { Meters, RATE, tones, type Tone } from '../loudness/meters.ts';

/** A stage whose microphone delivers tones. */
class ToneStage extends DrainStage {
  played = 0;

  constructor(options: StageOptions = {}) {
    super({ capacityFrames: 2 ** 19, ...options });
  }

  play(...parts: readonly Tone[]): void {
    playInto(this.writer, tones(...parts), () => this.settle());
    this.played += frames(parts);
  }

  beginAt(frame = this.played): void {
    this.begin(frame);
    this.settle();
  }

  async end(): Promise<void> {
    const summary = this.drain.finish(this.at(this.played));
    this.settle();
    await summary;
  }

  /** What the meters read in the finished file. */
  fileLoudness() {
    const bytes = this.fileAudio();
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    const planes = [0, 1].map((c) =>
      Float32Array.from({ length: bytes.length / 6 }, (_, i) => {
        const at = 6 * i + 3 * c;
        return (view.getUint16(at, true) + view.getInt8(at + 2) * 65_536) / 8_388_608;
      }),
    );
    return new Meters().measure(planes).take;
  }
}

function playInto(writer: CaptureRingWriter, samples: Float32Array, settle: () => void): void {
  for (let at = 0; at < samples.length; at += 1000) {
    const piece = samples.subarray(at, at + 1000);
    writer.write([piece, piece], piece.length);
    settle();
  }
}

function frames(parts: readonly Tone[]): number {
  return parts.reduce((sum, [seconds]) => sum + Math.round(seconds * RATE), 0);
}

function expectFileLoudness(stage: ToneStage, status = stage.status): void {
  const file = stage.fileLoudness();
  const { integrated, range, truePeak } = status.loudness;
  expect(integrated).toBeCloseTo(file.integrated, 2);
  expect(Math.abs(range - file.range)).toBeLessThanOrEqual(0.02);
  expect(truePeak).toBeCloseTo(file.truePeak, 4);
}

describe('the loudness of a take', () => {
  test('counts what is recorded, and nothing before it or in a pause', async () => {
    const stage = new ToneStage();
    stage.play([2, -6]);
    stage.beginAt();
    stage.play([3, -20]);
    stage.drain.pause(stage.at(stage.played));
    stage.settle();
    stage.play([3, -10]);
    const paused = stage.status.loudness;
    expect(paused.integrated).toBeCloseTo(-20, 1);
    expect(paused.momentary).toBeCloseTo(-10, 1);
    expect(paused.shortTerm).toBeCloseTo(-10, 1);
    stage.drain.resume(stage.at(stage.played));
    stage.play([3, -20]);
    await stage.end();
    expect(stage.status.loudness.integrated).toBeCloseTo(-20, 1);
    expect(stage.status.loudness.truePeak).toBeLessThan(0.15);
    expectFileLoudness(stage);
  });

  test('has the pre-roll in it', async () => {
    const stage = new ToneStage({ keepFrames: 5 * RATE });
    stage.play([2, -40], [4, -20]);
    stage.beginAt(stage.played - 4 * RATE);
    stage.play([0.5, -Infinity]);
    await stage.end();
    expect(stage.status.loudness.integrated).toBeCloseTo(-20, 0);
    expectFileLoudness(stage);
  });

  test('has the silence in it that stands for lost frames', async () => {
    const stage = new ToneStage({ spec: { gaps: 'fill' } });
    stage.beginAt();
    stage.play([2.013, -20]);
    stage.writer.gap(GAP_CAUSE.clockJump, 3 * RATE + 77);
    stage.play([2, -26]);
    await stage.end();
    expect(stage.fileAudio()).toHaveLength(6 * (stage.played + 3 * RATE + 77));
    expectFileLoudness(stage);
  });

  test('begins anew with each take, and is held until then', async () => {
    const stage = new ToneStage();
    stage.beginAt();
    stage.play([3, -10]);
    await stage.end();
    stage.play([3, -30]);
    expect(stage.status.loudness.integrated).toBeCloseTo(-10, 1);
    stage.beginAt();
    expect(stage.status.loudness).toMatchObject({ integrated: -Infinity, range: 0, truePeak: 0 });
    stage.play([3, -30]);
    expect(stage.status.loudness.integrated).toBeCloseTo(-30, 1);
  });

  test('goes on with another microphone', async () => {
    const stage = new ToneStage();
    stage.beginAt();
    stage.play([3, -20]);
    const status = new StatusBlock(createStatusBlock());
    const ring = createCaptureRing(2, 2 ** 15);
    const drain = new CaptureDrain(ring, kernels, status, { sampleRate: RATE, keepFrames: 0 });
    drain.attachTake(stage.drain.detachTake()!, 'source');
    playInto(new CaptureRingWriter(ring), tones([3, -26]), () => {
      while (drain.turn());
    });
    expect(status.loudness.shortTerm).toBeCloseTo(-26, 1);
    const summary = drain.finish(drain.writeCursor);
    while (drain.turn());
    await summary;
    expectFileLoudness(stage, status);
  });
});

describe('live readings', () => {
  test('of two microphones, measured in turns by the same kernels, do not mix', () => {
    const [loud, quiet] = [new ToneStage(), new ToneStage()];
    for (let n = 0; n < 40; n++) {
      loud.play([0.1, -10]);
      quiet.play([0.1, -40]);
    }
    expect(loud.status.loudness.shortTerm).toBeCloseTo(-10, 1);
    expect(quiet.status.loudness.shortTerm).toBeCloseTo(-40, 1);
  });

  test('are right after the journal stood still for longer than they reach back', () => {
    const stage = new ToneStage();
    stage.play([4, -6]);
    const behind = tones([5, -30], [3, -20]);
    stage.writer.write([behind, behind], behind.length);
    stage.settle();
    expect(stage.status.loudness.shortTerm).toBeCloseTo(-20, 1);
    expect(stage.status.loudness.momentary).toBeCloseTo(-20, 1);
    expect(stage.status.level(0).peak).toBeCloseTo(0.1, 5);
  });

  test('tell the correlation of a stereo microphone', () => {
    const stage = new ToneStage();
    expect(stage.status.loudness.correlation).toBeNaN();
    stage.play([1, -20]);
    expect(stage.status.loudness.correlation).toBeCloseTo(1, 6);
  });
});
