import type { Page } from 'playwright';

type Point = readonly [x: number, y: number];

/**
 * Drags files of this machine onto the page, as from a file manager. They are real files, and the drag uses the
 * browser's own drag and drop.
 */
export async function dragFiles(
  page: Page,
  files: readonly string[],
  [x, y]: Point,
): Promise<{ drop(): Promise<void> }> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [...files], dragOperationsMask: 1 };
  const send = async (type: 'dragEnter' | 'dragOver' | 'drop') => {
    await session.send('Input.dispatchDragEvent', { type, x, y, data });
  };
  await send('dragEnter');
  await send('dragOver');
  return { drop: () => send('drop') };
}
