import { readEdited } from '../../engine/edit/edited-audio.ts';
import { isAbort } from '../../engine/save/destinations.ts';
import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type { NoticesModel } from '../notices/notices-model.ts';

/** Whether sharing comes first here: a device that is used by hand, whose browser shares files. */
export function canShare(): boolean {
  if (!matchMedia('(pointer: coarse)').matches || !('canShare' in navigator)) return false;
  return navigator.canShare({ files: [new File([], 'take.wav', { type: 'audio/wav' })] });
}

/** Hands files to another app. The browser does not say what became of them, so the takes stay. */
export async function shareFiles(
  notices: NoticesModel,
  library: TakeLibrary,
  chosen: readonly { readonly take: Take; readonly file: TakeFile }[],
): Promise<void> {
  try {
    const files = await Promise.all(
      chosen.map(async ({ take, file }) => {
        const content = await readEdited(library, take, file.file);
        return new File([content], file.suggestedName, { type: file.mimeType });
      }),
    );
    await navigator.share({ files });
  } catch (error) {
    if (isAbort(error)) return;
    const failure =
      error instanceof CapstanError ? error : new CapstanError('save-failed', describeError(error));
    notices.failWith(failure, 'save-failed', chosen[0]?.take.name);
  }
}
