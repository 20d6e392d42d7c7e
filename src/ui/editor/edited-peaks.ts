import type { Take } from '../../engine/takes/take.ts';
import { editedFrames, segmentsOf, type Segment } from '../../shared/edit/edit-list.ts';
import { COLUMN_WORDS, type PackedColumns } from '../../shared/peaks/peak-column.ts';
import type { PeakRange } from '../../shared/peaks/peak-range.ts';
import type { PeakSource } from '../waveform/peak-source.ts';
import { scaleColumns } from './scale-columns.ts';

/** What an edited take looks like: the peaks of its recording, put together as its segments play, and as loud. */
export class EditedPeaks implements PeakSource {
  readonly channels: number;
  readonly frames: number;
  readonly #recording: PeakSource;
  readonly #segments: readonly Segment[];

  constructor(recording: PeakSource, segments: readonly Segment[]) {
    this.channels = recording.channels;
    this.frames = editedFrames(segments);
    this.#recording = recording;
    this.#segments = segments;
  }

  async show({ from, to, width }: PeakRange): Promise<PackedColumns> {
    const perColumn = (to - from) / width;
    const shown = Math.max(0, Math.min(width, Math.ceil((this.frames - from) / perColumn)));
    const stride = this.channels * COLUMN_WORDS;
    const columns = new Int16Array(shown * stride);
    let played = 0;
    for (const segment of this.#segments) {
      const [start, end] = [played, played + segment.to - segment.from];
      played = end;
      if (end <= from || start >= to || segment.silent) continue;
      // A column in which one segment ends and another begins shows the one that its middle is in.
      const first = Math.max(0, Math.round((start - from) / perColumn));
      const last = Math.min(shown, Math.max(first + 1, Math.round((end - from) / perColumn)));
      if (last <= first) continue;
      const recorded = segment.from + from + first * perColumn - start;
      const range = { from: recorded, to: recorded + (last - first) * perColumn, width: last - first };
      const part = await this.#recording.show({ ...range, from: Math.max(0, range.from) });
      const found = part.subarray(0, (last - first) * stride);
      if (segment.level !== undefined)
        scaleColumns(found, this.channels, segment.level, range.from, perColumn);
      columns.set(found, first * stride);
    }
    return columns;
  }
}

/** What plays of a take. @param peaks those of its recording */
export function playedPeaks(peaks: PeakSource, { edits, frames }: Take): PeakSource {
  return edits.state === 0 ? peaks : new EditedPeaks(peaks, segmentsOf(edits.operations, frames));
}
