import { COLUMN_FRAMES, COLUMN_WORDS } from '../../shared/peaks/peak-column.ts';
import type { PeakSource } from '../waveform/peak-source.ts';
import type { FrameSpan } from './take-view.ts';

/** Peaks below −50 dBFS are silence, as column words count them. */
const QUIET_WORD = 32768 * 10 ** (-50 / 20);
const LEAST_SECONDS = 0.7;
/** What is left of a silence at either end, so that no word loses its beginning or its last breath. */
const LEFT_SECONDS = 0.1;
const COLUMN_SECONDS = 0.02;
/** Columns read at once: some minutes of sound. */
const COLUMNS_AT_ONCE = 16384;

/**
 * The long silences of a sound, in order, without the margin that is left of each. An edge is found to some 20 ms.
 * @param signal ends the search; what was found until then is returned
 */
export async function findSilences(
  source: PeakSource,
  sampleRate: number,
  signal: AbortSignal,
): Promise<readonly FrameSpan[]> {
  // Finer columns would be read from the recording itself.
  const perColumn = Math.max(2 * COLUMN_FRAMES, COLUMN_SECONDS * sampleRate);
  const stride = source.channels * COLUMN_WORDS;
  const silences: FrameSpan[] = [];
  let since: number | undefined;
  const endAt = (to: number): void => {
    if (since !== undefined && to - since >= LEAST_SECONDS * sampleRate) {
      const left = LEFT_SECONDS * sampleRate;
      silences.push({ from: Math.round(since + left), to: Math.round(to - left) });
    }
    since = undefined;
  };
  for (let from = 0; from < source.frames && !signal.aborted; from += COLUMNS_AT_ONCE * perColumn) {
    const to = from + COLUMNS_AT_ONCE * perColumn;
    const columns = await source.show({ from, to, width: COLUMNS_AT_ONCE });
    for (let at = 0, frame = from; at < columns.length; at += stride, frame += perColumn) {
      if (isQuiet(columns, at, stride)) since ??= frame;
      else endAt(frame);
    }
  }
  endAt(source.frames);
  return silences;
}

function isQuiet(columns: Int16Array, at: number, stride: number): boolean {
  for (let word = at; word < at + stride; word += COLUMN_WORDS) {
    if (columns[word]! < -QUIET_WORD || columns[word + 1]! > QUIET_WORD) return false;
  }
  return true;
}
