import { readFourCc } from '../../../shared/audio/four-cc.ts';
import { isWavForm } from '../../../shared/audio/wav-header.ts';
import { viewOf } from './blob-view.ts';
import { lacksOggEnd } from './ogg-end.ts';
import type { SourceFault } from './source-fault.ts';
import { wavFaults } from './wav-extent.ts';

/**
 * Finds what a WAV's sizes, or the last page of an Ogg file, tell of audio that is missing or is not read. At how many
 * seconds a file breaks off is known once it was converted.
 */
export async function headerFaults(file: Blob): Promise<readonly SourceFault[]> {
  const form = readFourCc(await viewOf(file, 0, 4), 0);
  if (isWavForm(form)) return wavFaults(file);
  if (form === 'OggS' && (await lacksOggEnd(file)))
    return [{ kind: 'breaks-off', seconds: 0, of: undefined }];
  return [];
}
