import type { TakeEvent } from '../../../src/shared/take/take-events.ts';
import { alignToSource } from '../checks/align.ts';
import { OF_A_LATE_CLOCK } from '../checks/late-clock.ts';
import { SIGNAL_RATE, type Stereo } from '../signals/pcm16.ts';
import { sourceSamples } from '../signals/source-samples.ts';

export interface Recovered {
  /** Source frames that were recovered, without zeros at the end. */
  readonly frames: number;
  /** Reasons why the recovered file is not one exact run of the source. */
  readonly faults: readonly string[];
}

/**
 * Compares the recovered file with the source: it must be one run of its samples, bit for bit, none missing, none
 * inserted. The only gaps its log may report are those of the clock of a machine under load.
 */
export function checkRecovered(wavPath: string, events: readonly TakeEvent[], source: Stereo): Recovered {
  const samples = sourceSamples(wavPath);
  const frames = samples[0]!.length;
  if (frames === 0) return { frames, faults: [] };
  const found = alignToSource(samples, [source.left, source.right]);
  // No sound follows zeros at the end, so nothing distinguishes them from silence. The crash took the sound that they
  // stand for.
  const atEnd = found.insertedZeroRuns.at(-1);
  const cut = atEnd !== undefined && atEnd.atTakeFrame + atEnd.frames === frames;
  const inserted = cut ? found.insertedZeroRuns.slice(0, -1) : found.insertedZeroRuns;
  const gaps = events.flatMap((event) => (event.type === 'gap' ? [event.gap] : []));
  const faults = [
    ...(found.mismatchAt === undefined ? [] : [`frame ${found.mismatchAt} is not the source's`]),
    ...found.missing.map(
      ({ atTakeFrame, sourceFrames }) => `${sourceFrames} frames are missing at ${atTakeFrame}`,
    ),
    ...inserted.map(({ atTakeFrame, frames }) => `${frames} zeros were put in at ${atTakeFrame}`),
    ...(found.leadingZeros > 0 ? [`it begins with ${found.leadingZeros} zeros`] : []),
    ...(found.trailingZeros > 0 ? [`it ends with ${found.trailingZeros} zeros`] : []),
  ];
  const noted = gaps.filter(({ kind }) => !OF_A_LATE_CLOCK.includes(kind));
  if (faults.length > 0 || noted.length > 0) faults.push(`the log notes [${gapsText(gaps)}]`);
  return { frames: cut ? atEnd.atTakeFrame : frames, faults };
}

function gapsText(gaps: readonly { frame: number; frames: number; kind: string }[]): string {
  return gaps.map(({ frame, frames, kind }) => `${frames} ${kind} at ${frame}`).join(', ');
}

/** Converts source frames to milliseconds. */
export function framesToMs(frames: number): number {
  return (1000 * frames) / SIGNAL_RATE;
}
