import type { Trial } from './microphone-trial.ts';

/** What a trial tells of a microphone. */
export type Verdict = 'nothing' | 'clips' | 'left-only' | 'right-only' | 'quiet' | 'processed' | 'good';

/** Below -60 dBFS there is only noise. */
const HEARD = 0.001;
/** A few samples at full scale are heard as a click. */
const FULL_SCALE = 0.999;
const MOST_CLIPPED = 3;
/** A channel that is 40 dB below the other one carries its crosstalk at most. */
const ONE_SIDED = 100;
/** The loudest 0.4 s of speech at a good level are well above -36 dBFS. */
const QUIET_RMS = 10 ** (-36 / 20);
const WINDOW_SECONDS = 0.4;

/** The first fault in the order in which a person should mend them. */
export function verdictOf({ planes, sampleRate, processing }: Trial): Verdict {
  const peaks = planes.map((plane) => plane.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0));
  const loudest = Math.max(0, ...peaks);
  if (loudest < HEARD) return 'nothing';
  if (planes.some((plane) => clipped(plane) > MOST_CLIPPED)) return 'clips';
  const [left, right] = peaks;
  if (planes.length === 2 && left !== undefined && right !== undefined) {
    if (right * ONE_SIDED < left) return 'left-only';
    if (left * ONE_SIDED < right) return 'right-only';
  }
  const level = Math.max(
    ...planes.map((plane) => loudestRms(plane, Math.round(WINDOW_SECONDS * sampleRate))),
  );
  if (level < QUIET_RMS) return 'quiet';
  return processing.length > 0 ? 'processed' : 'good';
}

function clipped(plane: Float32Array): number {
  return plane.reduce((count, sample) => count + Number(Math.abs(sample) >= FULL_SCALE), 0);
}

/** The highest root mean square of all windows of this length, side by side. */
function loudestRms(plane: Float32Array, window: number): number {
  let loudest = 0;
  for (let from = 0; from < plane.length; from += window) {
    const part = plane.subarray(from, from + window);
    const squares = part.reduce((sum, sample) => sum + sample * sample, 0);
    loudest = Math.max(loudest, Math.sqrt(squares / part.length));
  }
  return loudest;
}
