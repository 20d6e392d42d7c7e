/** Why frames are missing, or suspected to be false. */
export type GapKind =
  /**
   * The ring was full because the journal could not keep up, or frames that a take should begin with were no longer in
   * the ring.
   */
  | 'overrun'
  /**
   * The audio clock jumped ahead because the browser skipped blocks, or one capture path (way) dropped frames that the
   * other did not have.
   */
  | 'clock-jump'
  /** Blocks came without any input channel. */
  | 'no-input'
  /**
   * The audio clock stood still for longer than the browser can buffer what the microphone delivers meanwhile: it was
   * suspended, or the machine slept. Length by the wall clock. Or the time stamps of a track jumped by more than that;
   * length by the stamps.
   */
  | 'standstill'
  /**
   * The audio clock ran more than 1 % too slow. Length by the wall clock. The frames are missing somewhere in the
   * seconds before.
   */
  | 'slow-clock'
  /** The microphone was away, or another one replaced it. Length by the wall clock. */
  | 'source'
  /**
   * Exact zeros in all channels inside a live signal, of a length that the browser's buffers leave and cut into the
   * signal. The browser may have filled a hole with silence. The zeros are in the file.
   */
  | 'zeros'
  /**
   * Like `zeros`, but of another length or faded: the microphone mutes itself between words. This is its own sound, and
   * nothing is missing.
   */
  | 'muted'
  /**
   * The browser may have had no room for these frames between the microphone and the page, in the seconds before. By
   * its own counts, the page was late or its clock is slower; or the audio clock stood still, or a track's time stamps
   * jumped, for so short a time that the browser should have had room. Frames that were not dropped are in the file.
   */
  | 'held-up'
  /** The disk took no more. */
  | 'storage'
  /** The disk had them, and the file was shorter when the take was continued. */
  | 'cut-off'
  /**
   * The recording broke off and was continued later. Nothing was captured for this long by the wall clock. Not a loss,
   * and not in the file.
   */
  | 'break';

export interface Gap {
  /** Position in the take, in frames from its first frame. */
  readonly frame: number;
  /** Length in frames. */
  readonly frames: number;
  readonly kind: GapKind;
  /** Whether silence of this length is in the file at this position. */
  readonly filled?: true;
}

/**
 * A hole in one of the two capture paths (ways) that the other way filled, so the take is missing nothing.
 * `late`: the way began `frames` after the take. `missing`: it left out `frames` frames. `inserted`: it had `frames`
 * frames too many, which are not in the take. `silent`: it was closed, as after a silence, and opened again.
 */
export interface Healed {
  /** Position in the take, in frames from its first frame. */
  readonly frame: number;
  /** Length in frames. */
  readonly frames: number;
  readonly way: 'worklet' | 'track';
  readonly kind: 'late' | 'missing' | 'inserted' | 'silent';
}

/**
 * What happens to frames that never came. `mark` leaves them out and marks the place; `fill` inserts silence, so that
 * the take keeps time.
 */
export type GapPolicy = 'mark' | 'fill';

/** Accounts for every frame of a take. */
export interface Ledger {
  /** Frames that the capture ring delivered for the take, without pauses, by the ring's own count. */
  readonly captured: number;
  /** How many of those are in the journal, counted from the bytes that the storage took. */
  readonly journaled: number;
  /** Frames of silence in the journal in place of lost ones. Undefined: none. */
  readonly filled?: number;
  /** Frames that never reached the ring or the journal, whether filled or not. Each is in `gaps`. */
  readonly lost: number;
  readonly gaps: readonly Gap[];
  /** Holes in one way that the other filled. Undefined: none. */
  readonly healed?: readonly Healed[];
  /** Wall-clock milliseconds from start to stop, including pauses but not breaks. */
  readonly wallMs: number;
  /** Error of the audio clock's rate against the wall clock, in parts per million. Undefined for takes under 10 s. */
  readonly clockPpm: number | undefined;
}

/** Total frames of the gaps that are losses. Zeros are in the file, and during a break nothing was captured. */
export function lostFrames(gaps: readonly Gap[]): number {
  return gaps.reduce((sum, { kind, frames }) => sum + (isLoss(kind) ? frames : 0), 0);
}

/** Total frames of the silence in place of lost ones. */
export function filledFrames(gaps: readonly Gap[]): number {
  return gaps.reduce((sum, { filled, frames }) => sum + (filled ? frames : 0), 0);
}

export function isLoss(kind: GapKind): boolean {
  return kind !== 'break' && kind !== 'muted' && !isSuspicion(kind);
}

/** Whether it is unknown if something is missing or false. */
export function isSuspicion(kind: GapKind): boolean {
  return kind === 'zeros' || kind === 'held-up';
}

/** Whether all captured frames are in the journal and none were lost. */
export function isWhole(ledger: Ledger): boolean {
  return ledger.captured === ledger.journaled && ledger.lost === 0;
}

const PPM_NEEDS_MS = 10_000;

/**
 * Error of the audio clock's rate against the wall clock, in parts per million; negative is too slow. Undefined under
 * 10 s.
 */
export function clockPpm(frames: number, sampleRate: number, wallMs: number): number | undefined {
  if (wallMs < PPM_NEEDS_MS) return undefined;
  return Math.round((((frames / sampleRate) * 1000) / wallMs) * 1e6 - 1e6);
}
