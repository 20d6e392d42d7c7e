import type { PeaksLibrary } from '../../engine/peaks/peaks-library.ts';
import type { Take } from '../../engine/takes/take.ts';

/**
 * Makes the peaks of a take that is looked at, if it has none. They do not wait until all is quiet. Those of the others
 * do: they follow once the list has been read again.
 * @param wanted whether the take is still looked at
 */
export async function makePeaksAtOnce(
  peaks: Pick<PeaksLibrary, 'open' | 'makeMissing'>,
  take: Take,
  wanted: () => boolean,
): Promise<void> {
  // Not opened yet they may be there all the same.
  const found = await peaks.open(take).catch(() => {});
  if (!found && wanted()) peaks.makeMissing([take]);
}
