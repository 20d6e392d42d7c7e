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

/**
 * Copies the only take until there are `count` takes, named `word_01` and so on, from the newest to the oldest: a minute
 * between them, and all before noon of the day before, so that they stand under one heading at any time of day. They
 * have the same sound and pictures.
 */
export function wordTakes(page: Page, count: number): Promise<void> {
  return page.evaluate(async (count) => {
    const takes = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
    const ids: string[] = [];
    for await (const id of takes.keys()) ids.push(id);
    const first = await takes.getDirectoryHandle(ids[0]!);
    const fileOf = async (name: string) => (await first.getFileHandle(name)).getFile();
    const log = (await (await fileOf('events.jsonl')).text()).trim().split('\n');
    const files = { 'audio.wav': await fileOf('audio.wav'), 'peaks.bin': await fileOf('peaks.bin') };
    const { spec } = JSON.parse(log[0]!) as { spec: { createdAt: number } };
    const noon = new Date(spec.createdAt);
    noon.setDate(noon.getDate() - 1);
    noon.setHours(12, 0, 0, 0);
    const copy = async (nth: number): Promise<void> => {
      const id = `${ids[0]!}-${nth}`;
      const createdAt = noon.getTime() - nth * 60_000;
      const created = { type: 'created', version: 1, spec: { ...spec, id, createdAt, name: nameOf(nth) } };
      const lines = [JSON.stringify(created), ...log.slice(1)].join('\n');
      const folder = await takes.getDirectoryHandle(id, { create: true });
      for (const [name, data] of Object.entries({ ...files, 'events.jsonl': `${lines}\n` })) {
        const writable = await (await folder.getFileHandle(name, { create: true })).createWritable();
        await writable.write(data);
        await writable.close();
      }
    };
    const nameOf = (nth: number) => `word_${String(nth).padStart(2, '0')}`;
    for (let nth = 1; nth <= count; nth += 16)
      await Promise.all(
        Array.from({ length: Math.min(16, count + 1 - nth) }, (_, index) => copy(nth + index)),
      );
    // A copy of the list's takes is made of its first one, and the others go.
    await Promise.all(ids.map((id) => takes.removeEntry(id, { recursive: true })));
  }, count);
}
