import { correlation } from '../signals/correlate.ts';

const WINDOW_SECONDS = 0.25;
/** The recording begins at most this many seconds after the source. */
const START_SECONDS = 8;
/**
 * How far a browser may have shifted a later window against the first one, by leaving out frames or inserting zeros.
 */
const DRIFT_SECONDS = 0.5;
/** A window with less than this share of the mean energy has nothing to compare. */
const SILENT_SHARE = 1e-3;

/**
 * The share of a recording's quarter-second windows that match the source, at any position, with a correlation above
 * 0.99. A hole from a starved browser spoils one window. A recording at the wrong rate, or of something else, spoils
 * all of them.
 */
export function shareHeard(recording: Float32Array, source: Float32Array, sampleRate: number): number {
  const frames = Math.round(WINDOW_SECONDS * sampleRate);
  const search = START_SECONDS * sampleRate;
  const start = correlation(recording, source.subarray(0, recording.length + search), search).lag;
  const reach = Math.round(DRIFT_SECONDS * sampleRate);
  const mean = energy(recording) / recording.length;
  let heard = 0;
  let windows = 0;
  for (let at = 0; at + frames <= recording.length; at += frames) {
    const window = recording.subarray(at, at + frames);
    if (energy(window) < SILENT_SHARE * mean * frames) continue;
    windows++;
    const from = Math.max(0, at + start - reach);
    const around = source.subarray(from, at + start + frames + reach);
    if (correlation(window, around, around.length).peak > 0.99) heard++;
  }
  return heard / windows;
}

function energy(samples: Float32Array): number {
  let sum = 0;
  for (const value of samples) sum += value * value;
  return sum;
}
