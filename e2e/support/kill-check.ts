import type { TakeEvent } from '../../src/shared/take-events.ts';
import { alignToSource } from './align.ts';
import { OF_A_LATE_CLOCK } from './late-clock.ts';
import { SIGNAL_RATE, type Stereo } from './pcm16.ts';
import { sourceSamples } from './source-samples.ts';

/** A block of the audio thread: so much of a take may be silence from before the microphone delivered. */
const BLOCK_FRAMES = 128;

export interface Recovered {
  /** Frames of the source that are there: without zeros at the end. */
  readonly frames: number;
  /** Runs of zeros that Chromium put in, each of them noted in the log. */
  readonly zeroRuns: number;
  /** What keeps the recovered file from being one exact run of the source. */
  readonly faults: readonly string[];
}

/**
 * The recovered file against the source: one run of its samples, bit for bit, none missing. Zeros that Chromium put in
 * must stand in the log at their frames. Of other gaps it may only name what it says of the clock of a machine under load.
 */
export function checkRecovered(wavPath: string, events: readonly TakeEvent[], source: Stereo): Recovered {
  const samples = sourceSamples(wavPath);
  const frames = samples[0]!.length;
  if (frames === 0) return { frames, zeroRuns: 0, faults: [] };
  const found = alignToSource(samples, [source.left, source.right]);
  const faults: string[] = [];
  if (found.mismatchAt !== undefined) faults.push(`frame ${found.mismatchAt} is not the source's`);
  for (const { atTakeFrame, sourceFrames } of found.missing)
    faults.push(`${sourceFrames} frames are missing at ${atTakeFrame}`);
  if (found.leadingZeros >= BLOCK_FRAMES) faults.push(`it begins with ${found.leadingZeros} zeros`);
  if (found.trailingZeros > 0) faults.push(`it ends with ${found.trailingZeros} zeros`);
  // Zeros at the end: nothing follows that would tell them from silence, so the crash took the sound they stand for.
  const atEnd = found.insertedZeroRuns.at(-1);
  const cut = atEnd !== undefined && atEnd.atTakeFrame + atEnd.frames === frames;
  const gaps = events.flatMap((event) => (event.type === 'gap' ? [event.gap] : []));
  const noted = gapsText(gaps.filter(({ kind }) => !OF_A_LATE_CLOCK.includes(kind)));
  const inserted = gapsText(
    (cut ? found.insertedZeroRuns.slice(0, -1) : found.insertedZeroRuns).map(({ atTakeFrame, frames }) => ({
      frame: atTakeFrame,
      frames,
      kind: 'zeros',
    })),
  );
  if (found.missing.length > 0) faults.push(`the log notes [${gapsText(gaps)}]`);
  if (noted !== inserted) faults.push(`the log notes [${noted}], the file has [${inserted}]`);
  return { frames: cut ? atEnd.atTakeFrame : frames, zeroRuns: found.insertedZeroRuns.length, faults };
}

function gapsText(gaps: readonly { frame: number; frames: number; kind: string }[]): string {
  return gaps.map(({ frame, frames, kind }) => `${frames} ${kind} at ${frame}`).join(', ');
}

/** Frames of the source in milliseconds. */
export function framesToMs(frames: number): number {
  return (1000 * frames) / SIGNAL_RATE;
}
