import { writeFileSync } from 'node:fs';

const STEP_BYTES = 4 * 1024 * 1024;

export interface TakeSlice {
  readonly takeId: string;
  readonly file: string;
  readonly at: number;
  readonly bytes: number;
}

/** Runs in the page: a piece of a take's file, as base64; less than asked for at the file's end. */
export async function readTakeSlice({ takeId, file, at, bytes }: TakeSlice): Promise<string> {
  const root = await navigator.storage.getDirectory();
  const takes = await root.getDirectoryHandle('takes');
  const handle = await (await takes.getDirectoryHandle(takeId)).getFileHandle(file);
  for (let tries = 5; ; tries--) {
    const reader = new FileReader();
    const read = new Promise<boolean>((resolve) => (reader.onloadend = () => resolve(reader.error === null)));
    reader.readAsDataURL((await handle.getFile()).slice(at, at + bytes));
    if (await read) return (reader.result as string).split(',')[1] ?? '';
    // Written since it was looked at, as a log is at any time.
    const { name, message } = reader.error!;
    if (name !== 'NotReadableError' || tries === 1) throw new Error(`${file} could not be read: ${message}`);
  }
}

/** Fetches a take's file out of the page's private file system; `read` has the page run `readTakeSlice`. */
export async function collectTakeFile(
  read: (slice: TakeSlice) => Promise<string>,
  takeId: string,
  file: string,
  path: string,
): Promise<string> {
  const chunks: Buffer[] = [];
  for (let at = 0; ; at += STEP_BYTES) {
    const bytes = Buffer.from(await read({ takeId, file, at, bytes: STEP_BYTES }), 'base64');
    chunks.push(bytes);
    if (bytes.length < STEP_BYTES) break;
  }
  writeFileSync(path, Buffer.concat(chunks));
  return path;
}
