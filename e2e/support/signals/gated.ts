import { SIGNAL_RATE, type Stereo } from './pcm16.ts';

/**
 * The gate shuts where the sound stays below the threshold for at least this time. The threshold is loud enough for the
 * cut to be audible.
 */
const SHUT_SECONDS = 0.015;
const SHUT_BELOW = 0.02 * 32767;
/** Length of the zeros that a browser inserts where its capture path starves. */
const HOLE_FRAMES = 0.01 * SIGNAL_RATE;
/** Smallest distance of a hole from other holes and from the gate's own silences. */
const CLEAR_FRAMES = 0.03 * SIGNAL_RATE;
const MID_SWING = 0.03 * 32767;

export interface Silence {
  readonly frame: number;
  readonly frames: number;
}

/**
 * The sound as a microphone with a noise gate delivers it: exact zeros between words, never in a length that a
 * browser's buffers have.
 */
export function gated(sound: Stereo): Stereo {
  const left = sound.left.slice();
  const right = sound.right.slice();
  const least = Math.round(SHUT_SECONDS * SIGNAL_RATE);
  for (let at = 0; at < left.length;) {
    let end = at;
    while (end < left.length && Math.abs(left[end]!) < SHUT_BELOW) end++;
    if (end - at >= least) {
      const to = isOfBuffers(end - at) ? end - 1 : end;
      left.fill(0, at, to);
      right.fill(0, at, to);
    }
    at = end + 1;
  }
  return { left, right };
}

/**
 * Puts `holes` holes of 10 ms into the sound between `from` and `to` (in seconds), each where the waveform is in
 * mid-swing.
 */
export function withHoles({ left, right }: Stereo, holes: number, from: number, to: number): Stereo {
  const holed = { left: left.slice(), right: right.slice() };
  let missing = holes;
  for (let at = Math.round(from * SIGNAL_RATE); missing > 0; at++) {
    if (at >= to * SIGNAL_RATE) throw new Error(`there is no room for ${missing} of ${holes} holes`);
    const swings = [at - 1, at + HOLE_FRAMES].every((frame) => Math.abs(left[frame]!) > MID_SWING);
    if (!swings || !isClear(holed, at)) continue;
    holed.left.fill(0, at, at + HOLE_FRAMES);
    holed.right.fill(0, at, at + HOLE_FRAMES);
    at += HOLE_FRAMES + CLEAR_FRAMES;
    missing -= 1;
  }
  return holed;
}

/** All runs of exact zeros that last 2 ms or more and lie between sounds. */
export function silencesIn({
  left,
  right,
}: {
  left: ArrayLike<number>;
  right: ArrayLike<number>;
}): Silence[] {
  const found: Silence[] = [];
  let sounded = false;
  for (let at = 0, end = 0; at < left.length; at = end + 1) {
    for (end = at; end < left.length && left[end] === 0 && right[end] === 0;) end++;
    if (sounded && end < left.length && end - at >= 0.002 * SIGNAL_RATE)
      found.push({ frame: at, frames: end - at });
    sounded = true;
  }
  return found;
}

function isOfBuffers(frames: number): boolean {
  return frames % 128 === 0 || frames % HOLE_FRAMES === 0;
}

function isClear({ left }: Stereo, at: number): boolean {
  const around = left.subarray(at - CLEAR_FRAMES, at + HOLE_FRAMES + CLEAR_FRAMES);
  for (let i = 0, zeros = 0; i < around.length; i++) {
    zeros = around[i] === 0 ? zeros + 1 : 0;
    if (zeros > 3) return false;
  }
  return true;
}
