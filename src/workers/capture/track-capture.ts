import type { Side } from '../../shared/audio/input-side.ts';
import { GAP_CAUSE, RING_STATE, RING_WORD } from '../../shared/capture/capture-ring.ts';
import { CaptureRingWriter } from '../../shared/capture/capture-ring-writer.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import type { TrackCaptureApi, TrackShape } from '../../shared/capture/track-capture-api.ts';
import { StampOrigin } from '../clock/stamp-origin.ts';
import { TrackClock } from './track-clock.ts';

/**
 * Writes what a MediaStreamTrackProcessor delivers into a capture ring. It needs no audio clock, so it continues where
 * the browser's is starved. But it drops its oldest frames when it is read too slowly, which its time stamps show.
 */
export class TrackCapture implements TrackCaptureApi {
  #reader: ReadableStreamDefaultReader<AudioData> | undefined;
  #first: AudioData | undefined;
  #pumping: Promise<void> = Promise.resolve();

  /**
   * Waits for the first frames. Resolves with their rate and channels; rejects with `mic-failed` if the track ends
   * first.
   */
  async open(stream: object): Promise<TrackShape> {
    this.#reader = (stream as ReadableStream<AudioData>).getReader();
    const { value } = await this.#reader.read();
    if (value === undefined) throw new CapstanError('mic-failed', 'the track ended before its first frame');
    this.#first = value;
    return { sampleRate: value.sampleRate, channels: value.numberOfChannels };
  }

  /** Fills the ring from the first frames on, until the track ends or the ring's `endRequested` is set. */
  async start(ring: SharedArrayBuffer, side?: Side): Promise<void> {
    const reader = this.#reader;
    const first = this.#first;
    if (reader === undefined || first === undefined) throw new CapstanError('wrong-state', 'not opened');
    this.#pumping = pump(reader, first, new CaptureRingWriter(ring), side);
    // The page is notified by `over`.
    this.#pumping.catch(() => {});
  }

  over(): Promise<void> {
    return this.#pumping;
  }
}

async function pump(
  reader: ReadableStreamDefaultReader<AudioData>,
  first: AudioData,
  ring: CaptureRingWriter,
  side: Side | undefined,
): Promise<void> {
  const planes = Array.from({ length: ring.channels }, () => new Float32Array(0));
  const clock = new TrackClock(first.sampleRate);
  const origin = new StampOrigin(first.sampleRate, performance.timeOrigin);
  let data: AudioData | undefined = first;
  ring.publish(RING_WORD.state, RING_STATE.live);
  try {
    while (data !== undefined && !ring.endRequested()) {
      const missing = clock.missingBefore(data.timestamp, data.numberOfFrames);
      if (missing > 0) {
        ring.gap(GAP_CAUSE.stampJump, missing);
        ring.count(RING_WORD.skipped, missing);
      }
      const { timestamp, numberOfFrames } = data;
      const { originUs, driftUs } = origin.see(
        timestamp,
        numberOfFrames,
        missing,
        performance.now(),
        Date.now(),
      );
      if (originUs !== 0) ring.publish(RING_WORD.stampOriginUs, originUs);
      ring.publish(RING_WORD.wallDriftUs, driftUs);
      ring.count(RING_WORD.blocks, 1);
      ring.write(copyPlanes(data, planes, side), data.numberOfFrames);
      data.close();
      data = (await reader.read()).value;
    }
  } finally {
    data?.close();
    ring.publish(RING_WORD.state, RING_STATE.ended);
    await reader.cancel();
  }
}

/** Copies as many planes as the ring has, or the one of `side`. If the track has fewer, the ring itself repeats the last one. */
function copyPlanes(
  data: AudioData,
  planes: Float32Array<ArrayBuffer>[],
  side: Side | undefined,
): Float32Array[] {
  if (side !== undefined) {
    copyPlane(data, planes, 0, side === 'right' ? Math.min(1, data.numberOfChannels - 1) : 0);
    return planes;
  }
  if (planes.length === 1 && data.numberOfChannels === 2) return [mixedDown(data, planes)];
  const channels = Math.min(planes.length, data.numberOfChannels);
  for (let channel = 0; channel < channels; channel++) copyPlane(data, planes, channel, channel);
  return planes.slice(0, channels);
}

/**
 * Stereo as one channel, mixed as an audio graph mixes it (Web Audio, 4.1, "Down-mixing"), so that both capture paths
 * (ways) give the same samples.
 */
function mixedDown(data: AudioData, planes: Float32Array<ArrayBuffer>[]): Float32Array {
  const right: Float32Array<ArrayBuffer>[] = [new Float32Array(0)];
  copyPlane(data, planes, 0, 0);
  copyPlane(data, right, 0, 1);
  const mixed = planes[0]!;
  for (let i = 0; i < mixed.length; i++) mixed[i] = 0.5 * (mixed[i]! + right[0]![i]!);
  return mixed;
}

function copyPlane(
  data: AudioData,
  planes: Float32Array<ArrayBuffer>[],
  plane: number,
  planeIndex: number,
): void {
  if (planes[plane]!.length !== data.numberOfFrames) planes[plane] = new Float32Array(data.numberOfFrames);
  data.copyTo(planes[plane]!, { planeIndex, format: 'f32-planar' });
}
