import type { PeaksLibrary } from '../../engine/peaks/peaks-library.ts';
import type { Take } from '../../engine/takes/take.ts';

/** Reads and makes the peaks of takes; `asked` are those whose peaks are being made one after another. */
interface Peaks {
  readonly peaks: Pick<PeaksLibrary, 'open' | 'makeMissing'>;
  readonly asked: readonly Take[];
}

/**
 * Makes the peaks of a take that is looked at, if it has none. They do not wait until all is quiet. Those of the takes
 * that are being made follow.
 * @param wanted whether the take is still looked at
 */
export async function makePeaksAtOnce(all: Peaks, take: Take, wanted: () => boolean): Promise<void> {
  // Not opened yet they may be there all the same.
  const found = await all.peaks.open(take).catch(() => {});
  if (!found && wanted()) all.peaks.makeMissing([take, ...all.asked.filter(({ id }) => id !== take.id)]);
}
