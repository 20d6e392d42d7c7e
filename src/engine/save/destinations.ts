import { asCapstanError, CapstanError, describeError, isOutOfSpace } from '../../shared/base/errors.ts';
import { tidyAfter } from '../base/tidy-after.ts';

/** Closing the picker counts as `cancelled`, not as an error. */
export type SaveOutcome =
  | { readonly outcome: 'saved'; readonly to: string }
  | { readonly outcome: 'cancelled' };

export interface CopyOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: { copiedBytes: number; totalBytes: number }) => void;
}

/**
 * Opens the file to copy. This may take a while, and browsers show a picker only right after a click. So the place is
 * chosen first.
 */
export type OpenFile = () => Promise<File>;

/**
 * Asks where to save, and streams the file there as `copyTo` does. Of a copy that was cancelled or failed no empty file
 * remains, if the browser can remove it. Requires a click and `showSaveFilePicker`. Throws `save-failed`.
 */
export async function saveToPickedFile(
  open: OpenFile,
  as: { suggestedName: string; mimeType: string },
  options: CopyOptions = {},
): Promise<SaveOutcome> {
  let target: FileSystemFileHandle;
  try {
    target = await window.showSaveFilePicker({ suggestedName: as.suggestedName, types: pickerTypes(as) });
  } catch (error) {
    if (isAbort(error)) return { outcome: 'cancelled' };
    throw new CapstanError('save-failed', describeError(error), { cause: error });
  }
  return withoutRemains(
    () => copyTo(target, open, options),
    () => removeIfEmpty(target),
  );
}

/** Copies, and tidies up afterwards unless the copy is saved. What is gone, as with its folder, needs no tidying. */
export async function withoutRemains(
  copy: () => Promise<SaveOutcome>,
  remove: () => Promise<void>,
): Promise<SaveOutcome> {
  const tidy = () =>
    remove().catch((error: unknown) => {
      if (!isNotFound(error)) throw error;
    });
  let outcome: SaveOutcome;
  try {
    outcome = await copy();
  } catch (error) {
    throw await tidyAfter(asCapstanError(error, 'save-failed'), tidy);
  }
  // What was cancelled is cancelled, also where an empty file stays behind.
  if (outcome.outcome !== 'saved') await tidy().catch(() => {});
  return outcome;
}

/** The picker has made the file, or emptied the one that was to be replaced. */
async function removeIfEmpty(target: FileSystemFileHandle & Removable): Promise<void> {
  if ((await target.getFile()).size === 0) await target.remove?.();
}

/** Not every browser can remove a file that it let the person pick. */
interface Removable {
  remove?: () => Promise<void>;
}

/** Offers the file as a download. The browser does not report the outcome. */
export function downloadFile(file: File, suggestedName: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = suggestedName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), DOWNLOAD_GRACE_MS);
}

/** A download reads its blob until it is done. Nothing reports when that is, and an unrevoked URL costs nothing. */
const DOWNLOAD_GRACE_MS = 10 * 60 * 1000;

/**
 * Copies a file to `target` and checks that all bytes arrived. An abort leaves the target as it was given: empty, if it
 * was made for the copy. Throws `save-failed`, also if there is no room at the place, or what `open` throws as a
 * `CapstanError`.
 */
export async function copyTo(
  target: FileSystemFileHandle,
  open: OpenFile,
  { signal, onProgress }: CopyOptions,
): Promise<SaveOutcome> {
  let copiedBytes = 0;
  try {
    const file = await open();
    const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        copiedBytes += chunk.length;
        onProgress?.({ copiedBytes, totalBytes: file.size });
        controller.enqueue(chunk);
      },
    });
    const writable = await target.createWritable();
    // The content appears under the file's name only when the stream closes, and then complete.
    await file
      .stream()
      .pipeThrough(counter)
      .pipeTo(writable, signal === undefined ? {} : { signal });
    const written = (await target.getFile()).size;
    if (written !== file.size)
      throw new CapstanError('save-failed', `${written} of ${file.size} bytes arrived`);
  } catch (error) {
    if (signal?.aborted === true) return { outcome: 'cancelled' };
    if (error instanceof CapstanError) throw error;
    // Not `storage-full`: room that is made in Capstan would not help.
    const why = isOutOfSpace(error) ? 'there is no room at that place: ' : '';
    throw new CapstanError('save-failed', why + describeError(error), { cause: error });
  }
  return { outcome: 'saved', to: target.name };
}

export function isNotFound(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** With its dot; undefined if the name has none. */
export function extensionOf(name: string): `.${string}` | undefined {
  const dot = name.lastIndexOf('.');
  return dot < 0 ? undefined : (name.slice(dot) as `.${string}`);
}

/** For a name without an extension the picker offers all kinds of files; of an empty one it throws. */
function pickerTypes(as: { suggestedName: string; mimeType: string }): FilePickerAcceptType[] {
  const extension = extensionOf(as.suggestedName);
  if (extension === undefined) return [];
  const type = as.mimeType.split(';')[0]! as `${string}/${string}`;
  return [{ description: 'Audio', accept: { [type]: [extension] } }];
}
