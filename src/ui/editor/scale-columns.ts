import { factorAt, type Level } from '../../shared/edit/edit-level.ts';
import { COLUMN_WORDS, isClipped, packChannel, rmsOf } from '../../shared/peaks/peak-column.ts';

const FULL_SCALE = 32768;

/**
 * Makes columns as loud as their frames play, in place. A column has one factor: that of the frame in its middle.
 * @param from the frame of the recording at which they begin, which may be a fraction
 * @param perColumn frames of a column
 */
export function scaleColumns(
  columns: Int16Array,
  channels: number,
  level: Level,
  from: number,
  perColumn: number,
): void {
  const stride = channels * COLUMN_WORDS;
  for (let at = 0, column = 0; at < columns.length; column++) {
    const factor = Math.max(0, factorAt(level, Math.floor(from + (column + 0.5) * perColumn)));
    for (const end = at + stride; at < end; at += COLUMN_WORDS) scaleChannel(columns, at, factor);
  }
}

function scaleChannel(columns: Int16Array, at: number, factor: number): void {
  const [least, most, third] = [columns[at]!, columns[at + 1]!, columns[at + 2]!];
  const [minimum, maximum] = [(factor * least) / FULL_SCALE, (factor * most) / FULL_SCALE];
  // A sample that clipped when it was recorded sounds so at any level.
  const clipped = isClipped(third) || minimum < -1 || maximum > 1;
  packChannel(columns, at, minimum, maximum, factor * rmsOf(third), clipped);
}
