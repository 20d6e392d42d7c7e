import { expect } from 'playwright/test';
import type { Gap, Ledger } from '../../../src/shared/take/ledger.ts';
import { alignToSource } from './align.ts';
import type { Stereo } from '../signals/pcm16.ts';
import { expectMissingIsTold } from './told.ts';
import { readWav } from '../files/wav.ts';

/** Blocks without any channel. They come between a track's end and the moment the page is notified. */
const TRACK_END: Gap['kind'] = 'no-input';

/** What a busy machine costs: both ways at once lack a moment, or may lack one. */
const MOMENTS: readonly Gap['kind'][] = ['held-up', 'clock-jump'];

/**
 * Asserts that a take is exact apart from gaps of these kinds: every stretch between them contains the source's own
 * samples, bit for bit. Frames missing from a stretch, and runs of zeros that the browser inserted, are in the ledger,
 * and every frame is accounted for.
 */
export function assertExactStretches(
  wavPath: string,
  source: Stereo,
  ledger: Ledger,
  kinds: readonly Gap['kind'][],
): { readonly stretches: readonly number[]; readonly breaks: readonly Gap[] } {
  const { frames, sampleRate } = readWav(wavPath, { firstFrame: 0, frames: 0 });
  const breaks = ledger.gaps.filter(({ kind }) => kinds.includes(kind));
  const trackEnds = ledger.gaps.filter(({ kind }) => kind === TRACK_END);
  const zeros = ledger.gaps.filter(({ kind }) => kind === 'zeros');
  const moments = ledger.gaps.filter(({ kind }) => MOMENTS.includes(kind));
  expect(ledger.gaps.length, `no gap of another kind in ${JSON.stringify(ledger.gaps)}`).toBe(
    breaks.length + zeros.length + trackEnds.length + moments.length,
  );
  for (const { frame } of trackEnds) expect(breaks.map((gap) => gap.frame)).toContain(frame);
  expect(ledger.captured).toBe(ledger.journaled);
  expect(ledger.journaled + (ledger.filled ?? 0)).toBe(frames);
  const starts = [0, ...breaks.map((gap) => gap.frame + (gap.filled ? gap.frames : 0))];
  const ends = [...breaks.map(({ frame }) => frame), frames];
  const stretches = starts.map((start, i) => {
    const length = ends[i]! - start;
    if (length === 0) return 0;
    const take = readWav(wavPath, { firstFrame: start, frames: length }).samples as Int32Array[];
    const found = alignToSource(take, [source.left, source.right]);
    expect(found.mismatchAt, `no sample differs in stretch ${i}`).toBeUndefined();
    const missing = found.missing.map((hole) => ({ ...hole, atTakeFrame: hole.atTakeFrame + start }));
    expectMissingIsTold(missing, moments, sampleRate);
    const inserted = found.insertedZeroRuns.map(({ atTakeFrame }) => atTakeFrame + start);
    const told = zeros.map(({ frame }) => frame).filter((frame) => frame >= start && frame < ends[i]!);
    expect(told, `every inserted run of zeros of stretch ${i} is told`).toEqual(inserted);
    return length;
  });
  return { stretches, breaks };
}
