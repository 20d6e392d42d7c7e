/** A ring's samples: one plane per channel. Frame `f` is at index `f` modulo the capacity. */
export interface RingPlanes {
  readonly planes: readonly Float32Array[];
  /** A power of two. */
  readonly capacityFrames: number;
}

/**
 * Number of leading frames that are identical in ring `a` from frame `from` on and in ring `b` from frame `to` on, at
 * most `frames`. 0 and -0 are equal.
 */
export function agreement(a: RingPlanes, from: number, b: RingPlanes, to: number, frames: number): number {
  let done = 0;
  while (done < frames) {
    const i = (from + done) % a.capacityFrames;
    const j = (to + done) % b.capacityFrames;
    const span = Math.min(frames - done, a.capacityFrames - i, b.capacityFrames - j);
    const agreed = spanAgreement(a.planes, i, b.planes, j, span);
    done += agreed;
    if (agreed < span) break;
  }
  return done;
}

function spanAgreement(
  a: readonly Float32Array[],
  i: number,
  b: readonly Float32Array[],
  j: number,
  frames: number,
): number {
  let agreed = frames;
  for (let channel = 0; channel < a.length; channel++) {
    const left = a[channel]!;
    const right = b[channel]!;
    let k = 0;
    while (k < agreed && left[i + k] === right[j + k]) k++;
    agreed = k;
  }
  return agreed;
}

/** Number of frames directly before `from` and `to` that are identical, at most `frames`. */
export function agreementBefore(
  a: RingPlanes,
  from: number,
  b: RingPlanes,
  to: number,
  frames: number,
): number {
  let agreed = 0;
  while (agreed < frames && agreement(a, from - agreed - 1, b, to - agreed - 1, 1) === 1) agreed++;
  return agreed;
}
