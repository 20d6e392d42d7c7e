import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';

const START = new Date(2026, 10, 21, 12).getTime();

/** Takes named as given, a minute apart, the first one the newest. `change` is for all of them. */
export function listOf(names: readonly string[], change: Partial<Take> = {}): Take[] {
  return names.map(
    (name, index) =>
      ({
        id: name,
        name,
        spec: { createdAt: START - index * 60_000, sampleRate: 48_000 },
        durationSeconds: name.length,
        frames: name.length * 48_000,
        missingFrames: 0,
        gaps: [],
        edits: NO_EDITS,
        starred: false,
        rejected: false,
        deletedAt: undefined,
        files: [],
        markers: [],
        ...change,
      }) as unknown as Take,
  );
}
