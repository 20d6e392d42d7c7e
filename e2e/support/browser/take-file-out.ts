import { writeFileSync } from 'node:fs';

const STEP_BYTES = 4 * 1024 * 1024;

export interface TakeSlice {
  readonly takeId: string;
  readonly file: string;
  readonly at: number;
  readonly bytes: number;
}

/**
 * Reads a piece of a take's file as base64; the piece is shorter than `bytes` at the end of the file. Runs in the page.
 */
export async function readTakeSlice({ takeId, file, at, bytes }: TakeSlice): Promise<string> {
  const root = await navigator.storage.getDirectory();
  const takes = await root.getDirectoryHandle('takes');
  const handle = await (await takes.getDirectoryHandle(takeId)).getFileHandle(file);
  for (let tries = 5; ; tries--) {
    const reader = new FileReader();
    const read = new Promise<boolean>((resolve) => (reader.onloadend = () => resolve(reader.error === null)));
    reader.readAsDataURL((await handle.getFile()).slice(at, at + bytes));
    if (await read) return (reader.result as string).split(',')[1] ?? '';
    // The file was written after `getFile()`, which can happen to a log at any time.
    const { name, message } = reader.error!;
    if (name !== 'NotReadableError' || tries === 1) throw new Error(`${file} could not be read: ${message}`);
  }
}

/** Copies a take's file from the page's private file system to `path`. `read` makes the page run `readTakeSlice`. */
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
