import { GAP_CAUSE } from '../../../src/shared/capture/capture-ring.ts';
import type { JournalSummary } from '../../../src/shared/journal/journal-api.ts';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import {
  EVENT_LOG_NAME,
  JOURNAL_NAME,
  PEAKS_NAME,
  type Marker,
  type TakeSpec,
} from '../../../src/shared/take/take-events.ts';
import { readWavExtent } from '../../../src/shared/take/wav-extent.ts';
import { bytesPerFrame, headerBytes } from '../../../src/shared/audio/wav-header.ts';
import type { TakeJournal } from '../../../src/workers/take/take-journal.ts';
import { randomSource } from '../../support/random-source.ts';
import { CrashingDisk, type CrashingHandle, type Fault } from './crashing-store.ts';
import { DrainStage, type stillClock } from '../drain-stage.ts';
import { eventsOf, packed, shapeOf } from '../take-support.ts';

/** A take as it was recorded until its disk failed, and what must still be there. */
export interface Played {
  readonly disk: CrashingDisk;
  readonly audio: CrashingHandle;
  readonly log: CrashingHandle;
  readonly spec: TakeSpec;
  /** Undefined if the take could not even begin. */
  readonly journal: TakeJournal | undefined;
  /** All audio that was captured for the take, in the form that the journal must have. */
  readonly captured: Uint8Array;
  /** The highest number of frames whose write had returned. */
  readonly returnedFrames: number;
  /** Frames that were flushed. */
  readonly flushedFrames: number;
  /** Operations that the disk refused until the take was finished, besides those on its peaks. */
  readonly refused: number;
  /** Markers whose call returned. */
  readonly markers: readonly Marker[];
  readonly summary: JournalSummary | undefined;
}

export type Clock = ReturnType<typeof stillClock>;

/**
 * Records a random take, with everything that can happen in one, on a disk that may fail. The same seed plays the same
 * take.
 */
export async function play(clock: Clock, seed: number, fault?: Fault): Promise<Played> {
  const random = randomSource(seed);
  const upTo = (count: number): number => 1 + Math.floor(random() * count);
  const disk = new CrashingDisk(fault);
  const log = disk.open(EVENT_LOG_NAME);
  const audio = disk.open(JOURNAL_NAME);
  const peaks = disk.open(PEAKS_NAME);
  const stage = new DrainStage({ seed, keepFrames: 100, audio, log, peaks, spec: anySpec(upTo) });
  const size = bytesPerFrame(shapeOf(stage.spec));
  const stretches: [number, number][] = [];
  const markers: Marker[] = [];
  let flushedFrames = 0;
  let returnedFrames = 0;
  const capturedFrames = (): number => stretches.reduce((sum, [from, to]) => sum + to - from, 0);
  audio.onFlush = (bytes) => {
    const inFile = Math.floor((bytes.length - headerBytes(shapeOf(stage.spec))) / size);
    flushedFrames = Math.min(inFile, capturedFrames());
  };

  const record = (frames: number): void => {
    stretches.push([stage.written, stage.written + frames]);
    stage.record(frames);
  };
  const steps: (() => void)[] = [
    () => record(upTo(900)),
    () => {
      clock.go(upTo(1500));
      stage.drain.take?.turn();
    },
    () => {
      void stage.drain
        .marker(stage.at(stage.written), `Stelle ${stage.written} “é”`)
        .then(({ frame, label }) => {
          if (!disk.crashed && !stage.drain.take?.failed) markers.push({ frame, label });
        });
      stage.settle();
    },
    () => {
      stage.drain.pause(stage.at(stage.written));
      stage.settle();
      stage.record(upTo(200));
      stage.drain.resume(stage.at(stage.written));
      stage.settle();
    },
    () => {
      stage.writer.gap(GAP_CAUSE.clockJump, upTo(500));
      record(upTo(50));
    },
    () => {
      record(50);
      clock.go(61_000);
      stage.drain.take?.turn();
    },
  ];

  stage.record(50);
  const result = { disk, audio, log, spec: stage.spec, markers };
  let journal: TakeJournal;
  try {
    journal = stage.begin();
  } catch {
    const nothing = { captured: new Uint8Array(0), returnedFrames: 0, flushedFrames: 0, refused: 0 };
    return { ...result, ...nothing, journal: undefined, summary: undefined };
  }
  for (let count = 0; count < 24 && !disk.crashed; count++) {
    steps[count < 2 ? count : Math.floor(random() * steps.length)]!();
    await Promise.resolve(); // lets a marker's promise settle
    returnedFrames = Math.max(returnedFrames, journal.frames);
  }
  if (!disk.crashed) record(upTo(700)); // frames that no sync has covered
  const summary = disk.crashed ? undefined : await stage.finish();
  const refused = disk.refusedBesides(PEAKS_NAME);
  if (!disk.crashed) close(journal);
  const captured = packed(
    stretches.flatMap(([from, to]) => stage.signal.frames.slice(from, to)),
    stage.spec.sampleFormat,
  );
  returnedFrames = Math.max(returnedFrames, journal.frames);
  return { ...result, journal, captured, returnedFrames, flushedFrames, refused, summary };
}

/** The disk may crash or refuse meanwhile. What that leaves is for the test to judge. */
function close(journal: TakeJournal): void {
  try {
    journal.close();
  } catch {
    // The take was finished before.
  }
}

function anySpec(upTo: (count: number) => number): Partial<TakeSpec> {
  const sampleFormat = (['s16', 's24', 'f32'] as const)[upTo(3) - 1]!;
  return { sampleFormat, channels: upTo(3), sampleRate: 2000 };
}

/** The least number of frames that must be reported as certain after a power cut. */
export function surelyCertain(played: Played, headerMayBeTrashed: boolean): number {
  const shape = shapeOf(played.spec);
  const length = headerBytes(shape);
  const rewriting = played.audio.unflushed.some(
    (operation) => operation.kind === 'write' && operation.at < length,
  );
  const noted = replayEvents(eventsOf(played.log.durable))?.syncedFrames ?? 0;
  if (headerMayBeTrashed && rewriting) return noted;
  const extent = readWavExtent(played.audio.durable.subarray(0, length), shape);
  return extent.kind === 'unknown' ? noted : extent.dataBytes / bytesPerFrame(shape);
}
