import type { App } from '../browser/app.ts';

/**
 * Takes the page away in mid-take: its workers end with it, as in a crash of the tab. Gives the time of the last moment
 * it lived. The tab comes back without any take open.
 */
export async function breakOff(app: App): Promise<number> {
  const { page, studio } = app;
  // Leaves without asking the page, which would rather stay.
  const session = await studio.context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // Never answered: the page is gone.
  session.send('Page.crash').catch(() => {});
  await crashed;
  return Date.now();
}

/** Comes back after a crash: the same profile, a new tab. */
export async function comeBack(app: App): Promise<App> {
  const again = await app.inNewTab();
  await app.page.close();
  return again;
}
