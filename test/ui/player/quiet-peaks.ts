import type { PeakSource } from '../../../src/ui/waveform/peak-source.ts';

/** A minute at 1 kHz that is loud, but for the frames from `from` up to `to`. */
export function quiet(from: number, to: number): PeakSource {
  return {
    channels: 1,
    frames: 60_000,
    show: (range) => {
      const size = (range.to - range.from) / range.width;
      const columns = new Int16Array(3 * Math.ceil((60_000 - range.from) / size));
      for (let i = 0; i < columns.length; i += 3) {
        const frame = range.from + (i / 3) * size;
        columns[i + 1] = frame >= from && frame < to ? 10 : 9000;
      }
      return Promise.resolve(columns);
    },
  };
}
