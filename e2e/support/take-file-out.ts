import { writeFileSync } from 'node:fs';

/** A page of Playwright's or of puppeteer's. */
export interface Evaluates {
  evaluate<Arg, Result>(work: (arg: Arg) => Promise<Result>, arg: Arg): Promise<Result>;
}

/** Fetches a take's file out of the page's private file system. */
export async function takeFileOut(page: Evaluates, takeId: string, file: string, path: string): Promise<string> {
  const chunks: Buffer[] = [];
  const STEP = 4 * 1024 * 1024;
  for (let at = 0; ; at += STEP) {
    const base64 = await page.evaluate(
      async ({ takeId, file, at, step }) => {
        const root = await navigator.storage.getDirectory();
        const takes = await root.getDirectoryHandle('takes');
        const handle = await (await takes.getDirectoryHandle(takeId)).getFileHandle(file);
        const slice = (await handle.getFile()).slice(at, at + step);
        return new Promise<string>((resolve, reject) => {
          const reader = new FileReader();
          reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '');
          reader.onerror = () => reject(new Error('the slice could not be read'));
          reader.readAsDataURL(slice);
        });
      },
      { takeId, file, at, step: STEP },
    );
    const bytes = Buffer.from(base64, 'base64');
    chunks.push(bytes);
    if (bytes.length < STEP) break;
  }
  writeFileSync(path, Buffer.concat(chunks));
  return path;
}
