import type { EncodeResult } from '../../shared/encode/encoder-api.ts';
import type { JournalClient } from '../journal/journal-client.ts';

/** Adds an encoder's file to its take if takes are kept in memory. On disk it is there already. */
export async function keepResult(
  result: EncodeResult,
  takeId: string,
  file: string,
  journal: JournalClient,
): Promise<EncodeResult> {
  if (result.outcome === 'done' && result.content !== undefined)
    await journal.keepInMemory(takeId, file, result.content);
  return result;
}
