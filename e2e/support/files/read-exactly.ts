import { readSync } from 'node:fs';

/** Fills `bytes` from the file at `position`. Throws when the file ends before that, instead of leaving zeros. */
export function readExactly(file: number, bytes: Buffer, position: number): void {
  for (let done = 0; done < bytes.length;) {
    const read = readSync(file, bytes, done, bytes.length - done, position + done);
    if (read === 0)
      throw new Error(`the file ends at ${position + done}, ${bytes.length - done} bytes too early`);
    done += read;
  }
}
