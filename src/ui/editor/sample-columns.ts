import { headerBytes, bytesPerFrame, type WavShape } from '../../shared/audio/wav-header.ts';
import { COLUMN_WORDS, packChannel, type PackedColumns } from '../../shared/peaks/peak-column.ts';
import type { PeakRange } from '../../shared/peaks/peak-range.ts';

/** The samples of some frames of a journal, one channel after another, 1 = full scale. */
export interface Samples {
  /** The first frame. */
  readonly first: number;
  readonly channels: readonly Float32Array[];
}

/** Reads frames of a journal. Past its end there are none. @param file the journal, with its header */
export async function readSamples(
  file: Blob,
  shape: WavShape,
  frames: number,
  range: Pick<PeakRange, 'from' | 'to'>,
): Promise<Samples> {
  const first = Math.max(0, Math.min(frames, Math.floor(range.from)));
  const end = Math.max(first, Math.min(frames, Math.ceil(range.to)));
  const size = bytesPerFrame(shape);
  const start = headerBytes(shape) + first * size;
  const packed = new DataView(await file.slice(start, start + (end - first) * size).arrayBuffer());
  const channels = Array.from({ length: shape.channels }, (_, channel) =>
    unpack(packed, shape, channel, Math.floor(packed.byteLength / size)),
  );
  return { first, channels };
}

function unpack(
  packed: DataView,
  { channels, format }: WavShape,
  channel: number,
  frames: number,
): Float32Array {
  const samples = new Float32Array(frames);
  const size = { s16: 2, s24: 3, f32: 4 }[format];
  for (let frame = 0; frame < frames; frame++) {
    const at = (frame * channels + channel) * size;
    samples[frame] =
      format === 'f32'
        ? packed.getFloat32(at, true)
        : format === 's16'
          ? packed.getInt16(at, true) / 2 ** 15
          : ((packed.getUint8(at) << 8) | (packed.getInt16(at + 1, true) << 16)) / 2 ** 31;
  }
  return samples;
}

/** Columns for a range, as `PeaksReader.show` gives them, but from the samples themselves. */
export function columnsOf(samples: Samples, { from, to, width }: PeakRange): PackedColumns {
  const perColumn = (to - from) / width;
  const count = samples.channels.length;
  const end = samples.first + (samples.channels[0]?.length ?? 0);
  const shown = Math.max(0, Math.min(width, Math.ceil((end - from) / perColumn)));
  const columns = new Int16Array(shown * count * COLUMN_WORDS);
  for (let column = 0; column < shown; column++) {
    const start = Math.floor(from + column * perColumn);
    const stop = Math.max(start + 1, Math.ceil(from + (column + 1) * perColumn));
    for (const [channel, values] of samples.channels.entries()) {
      packSpan(
        columns,
        (column * count + channel) * COLUMN_WORDS,
        values.subarray(Math.max(0, start - samples.first), Math.max(0, stop - samples.first)),
      );
    }
  }
  return columns;
}

function packSpan(columns: Int16Array, at: number, values: Float32Array): void {
  if (values.length === 0) return;
  let minimum = 1;
  let maximum = -1;
  let squares = 0;
  for (const value of values) {
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    squares += value * value;
  }
  const clipped = minimum <= -1 || maximum >= 32767 / 32768;
  packChannel(columns, at, minimum, maximum, Math.sqrt(squares / values.length), clipped);
}
