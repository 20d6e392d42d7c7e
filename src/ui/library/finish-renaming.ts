import type { TakesModel } from './takes-model.ts';
import { noteName, unwrittenNames } from './unwritten-names.ts';

/** Writes names that were typed just before the page ended, or leaves them for a start that can read their takes. */
export async function finishRenaming(takes: TakesModel): Promise<void> {
  if (!takes.listed) return;
  for (const [id, name] of Object.entries(unwrittenNames())) {
    const take = takes.find(id);
    if (take !== undefined && take.name !== name) await takes.rename(take, name);
    else if (take !== undefined || !takes.lacking) noteName(id, undefined);
  }
}
