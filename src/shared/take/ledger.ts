/** Why frames are missing, or suspected to be false. */
export type GapKind =
  /** The ring was full: the journal could not keep up. */
  | 'overrun'
  /** The audio clock jumped ahead: the browser skipped blocks. */
  | 'clock-jump'
  /** Blocks came without any input channel. */
  | 'no-input'
  /**
   * The audio clock stood still, for longer than the browser has room for what the microphone delivers meanwhile: it was
   * suspended, or the machine slept. Length by the wall clock.
   */
  | 'standstill'
  /** The audio clock ran more than 1 % too slow. Length by the wall clock; somewhere in the seconds before. */
  | 'slow-clock'
  /** The microphone was away, or another took its place. Length by the wall clock. */
  | 'source'
  /**
   * Exact zeros in all channels inside a live signal, as long as whole buffers of the browser and cut into it: it may have filled
   * a hole with silence. Still in the file.
   */
  | 'zeros'
  /** The same of any other length, or faded into: the microphone mutes itself between words. Its own sound, and nothing is missing. */
  | 'muted'
  /**
   * The browser may have had no room for so much between the microphone and the page, in the seconds before: by its own
   * counts, as the page was late or its clock is slower; or the audio clock stood still for a moment that there should
   * have been room for. What was not dropped is in the file.
   */
  | 'held-up'
  /** The disk took no more. */
  | 'storage'
  /** The recording broke off and was continued: by the wall clock, nothing was captured for so long. No loss, not in the file. */
  | 'break';

export interface Gap {
  /** Position in the take, in frames from its first frame. */
  readonly frame: number;
  /** Length in frames. */
  readonly frames: number;
  readonly kind: GapKind;
  /** Whether silence of this length stands in the file at its place. */
  readonly filled?: true;
}

/**
 * A hole in one of the two ways by which frames come, which the other filled: nothing is missing in the take.
 * `late`: the way began so much later than the take. `missing`: it left out so many frames. `inserted`: it had so many
 * frames too many, which the take has not. `silent`: it delivered nothing for so long, or was closed and opened anew.
 */
export interface Healed {
  /** Position in the take, in frames from its first frame. */
  readonly frame: number;
  /** Length in frames. */
  readonly frames: number;
  readonly way: 'worklet' | 'track';
  readonly kind: 'late' | 'missing' | 'inserted' | 'silent';
}

/** What becomes of frames that never came: left out and marked, or filled with silence, so that the take keeps time. */
export type GapPolicy = 'mark' | 'fill';

/** Every frame of a take, accounted for. */
export interface Ledger {
  /** Frames the audio thread wrote for the take's span, pauses left out: the ring's own count. */
  readonly captured: number;
  /** Frames of those in the journal: counted from the bytes the storage took. */
  readonly journaled: number;
  /** Frames of silence in the journal, in the place of lost ones; without: none. */
  readonly filled?: number;
  /** Frames that never reached the ring or the journal, filled or not. Each is in `gaps`. */
  readonly lost: number;
  readonly gaps: readonly Gap[];
  /** Holes in one way that the other filled; without: none. */
  readonly healed?: readonly Healed[];
  /** Wall-clock milliseconds from start to stop, pauses included, breaks left out. */
  readonly wallMs: number;
  /** How fast the audio clock ran against the wall clock, in parts per million; undefined for takes under 10 s. */
  readonly clockPpm: number | undefined;
}

/** Frames of the gaps that were lost. Zeros are still in the file; in a break nothing was captured. */
export function lostFrames(gaps: readonly Gap[]): number {
  return gaps.reduce((sum, { kind, frames }) => sum + (isLoss(kind) ? frames : 0), 0);
}

/** Frames of the silence that stands in the place of lost ones. */
export function filledFrames(gaps: readonly Gap[]): number {
  return gaps.reduce((sum, { filled, frames }) => sum + (filled ? frames : 0), 0);
}

export function isLoss(kind: GapKind): boolean {
  return kind !== 'break' && kind !== 'muted' && !isSuspicion(kind);
}

/** Whether something may be missing, or false, and nobody can tell. */
export function isSuspicion(kind: GapKind): boolean {
  return kind === 'zeros' || kind === 'held-up';
}

/** Whether all that was captured is in the journal and nothing was lost on the way. */
export function isWhole(ledger: Ledger): boolean {
  return ledger.captured === ledger.journaled && ledger.lost === 0;
}

const PPM_NEEDS_MS = 10_000;

/** The audio clock's rate against the wall clock, in parts per million. */
export function clockPpm(frames: number, sampleRate: number, wallMs: number): number | undefined {
  if (wallMs < PPM_NEEDS_MS) return undefined;
  return Math.round((((frames / sampleRate) * 1000) / wallMs) * 1e6 - 1e6);
}
