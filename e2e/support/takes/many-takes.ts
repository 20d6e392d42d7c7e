import type { Page } from 'playwright';

/** Copies the only take until there are `count` takes. */
export function multiplyTake(page: Page, count: number): Promise<void> {
  return page.evaluate(async (count) => {
    const takes = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
    const ids: string[] = [];
    for await (const id of takes.keys()) ids.push(id);
    const [id] = ids;
    const first = await takes.getDirectoryHandle(id!);
    for (let copy = 1; copy < count; copy++) {
      const copyId = `${id}${copy}`;
      const folder = await takes.getDirectoryHandle(copyId, { create: true });
      for (const name of ['audio.wav', 'events.jsonl']) {
        const file = await (await first.getFileHandle(name)).getFile();
        const bytes = name === 'audio.wav' ? file : (await file.text()).replaceAll(id!, copyId);
        const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await writable.write(bytes);
        await writable.close();
      }
    }
  }, count);
}
