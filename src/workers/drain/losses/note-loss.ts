import { CAPTURE_HEADROOM_SECONDS } from '../../../shared/capture/capture-headroom.ts';
import { GAP_CAUSE, type GapCause } from '../../../shared/capture/capture-ring.ts';
import type { GapKind, Healed } from '../../../shared/take/ledger.ts';
import type { OpenTake } from '../open-take.ts';

const GAP_KIND: Record<Exclude<GapCause, typeof GAP_CAUSE.stampJump>, GapKind> = {
  [GAP_CAUSE.overrun]: 'overrun',
  [GAP_CAUSE.clockJump]: 'clock-jump',
  [GAP_CAUSE.noInput]: 'no-input',
};

/** Notes a gap that the ring's writer listed, at the take's end. */
export function noteListedGap(take: OpenTake, cause: GapCause, frames: number): void {
  if (frames === 0 || take.paused) return;
  take.journal.gap(cause === GAP_CAUSE.stampJump ? jumpKind(take, frames) : GAP_KIND[cause], frames);
}

/** Notes in a take a gap that belongs `lookbackFrames` frames ago, unless the take was paused then. */
export function noteLoss(take: OpenTake, kind: GapKind, frames: number, lookbackFrames: number): void {
  const frame = take.frameOf(lookbackFrames);
  if (frame !== undefined) take.journal.gap(kind, frames, frame);
}

/**
 * Notes a hole that was filled. What lies before the take, or in a pause, does not belong to the take.
 * @param from ring frame of the take's first frame
 */
export function noteHealed(take: OpenTake, from: number, hole: Healed, lookbackFrames: number): void {
  const before = Math.max(0, from - hole.frame);
  const frames = hole.frames - before;
  const frame = take.frameOf(Math.max(0, lookbackFrames - before));
  if (frame === undefined || frames <= 0 || (before > 0 && hole.kind === 'inserted')) return;
  take.journal.healed({ ...hole, frame, frames });
}

/**
 * A short jump of stamps may come from a browser that was late in stamping. For a longer one the device itself stood
 * still.
 */
export function jumpKind({ journal }: OpenTake, frames: number): GapKind {
  return frames <= CAPTURE_HEADROOM_SECONDS * journal.spec.sampleRate ? 'held-up' : 'standstill';
}
