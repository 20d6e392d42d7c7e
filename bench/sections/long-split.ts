import type { Page } from 'playwright';
import { line, type Result } from '../support/results.ts';

const SECTION = 'The split of a take of 8 hours, 16-bit stereo at 48 kHz (5.5 GB), at its middle';
/** A split copies all of the take, as fast as the disk does. */
const MOST_MS = 30 * 60_000;

interface StoredTake {
  readonly id: string;
  readonly files: readonly { readonly name: string; readonly bytes: number }[];
}

/**
 * Splits the take whose page is open, which is the only one. First it is cancelled: the time until nothing of the parts
 * is left. Then it ends: the bytes copied a second. Both parts together must have the bytes of the take.
 */
export async function longSplit(page: Page): Promise<Result[]> {
  const strip = page.getByRole('slider', { name: 'Whole take' });
  const { width } = (await strip.boundingBox())!;
  await strip.click({ position: { x: width / 2, y: 10 } });
  const [whole] = await storedTakes(page);
  if (whole === undefined) throw new Error('there is no take');

  const split = page.getByRole('button', { name: 'Split here' });
  await split.click();
  await page.getByRole('progressbar', { name: 'Splitting the take' }).waitFor();
  await untilTakes(page, (takes) => takes.length > 1);
  const cancelledMs = await time(async () => {
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await untilTakes(page, (takes) => takes.length === 1);
  });
  const [left] = await storedTakes(page);
  if (audioBytes(left) !== audioBytes(whole)) throw new Error('the take is not as it was before the split');

  const splitMs = await time(async () => {
    await split.click();
    await page.locator('.toast', { hasText: 'Split into 2 takes' }).waitFor({ timeout: MOST_MS });
  });
  const parts = (await storedTakes(page)).filter(({ id }) => id !== whole.id);
  const copied = parts.reduce((sum, part) => sum + audioBytes(part), 0);
  // Each part has a header of its own. They may differ in length.
  const difference = copied - audioBytes(whole);
  if (parts.length !== 2 || Math.abs(difference) > 4096)
    throw new Error(`${parts.length} parts have ${difference} bytes more than the take`);
  return [
    line(SECTION, 'cancelled, until nothing of its parts is left', cancelledMs, 'ms'),
    line(SECTION, 'copied', audioBytes(whole) / 1000 / splitMs, 'MB/s'),
  ];
}

function audioBytes(take: StoredTake | undefined): number {
  return take?.files.find(({ name }) => name === 'audio.wav')?.bytes ?? 0;
}

async function time(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

async function untilTakes(page: Page, fits: (takes: readonly StoredTake[]) => boolean): Promise<void> {
  const deadlineMs = performance.now() + 60_000;
  while (!fits(await storedTakes(page))) {
    if (performance.now() > deadlineMs)
      throw new Error('the takes did not become what was expected in a minute');
    await page.waitForTimeout(20);
  }
}

function storedTakes(page: Page): Promise<StoredTake[]> {
  return page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle('takes');
    const takes: StoredTake[] = [];
    for await (const [id, entry] of folder) {
      if (entry.kind !== 'directory') continue;
      const files: { name: string; bytes: number }[] = [];
      for await (const [name, file] of entry) {
        try {
          files.push({ name, bytes: (await (file as FileSystemFileHandle).getFile()).size });
        } catch {
          // It was removed meanwhile.
        }
      }
      takes.push({ id, files });
    }
    return takes;
  });
}
