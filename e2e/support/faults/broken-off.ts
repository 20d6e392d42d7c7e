import type { App } from '../browser/app.ts';

/**
 * Crashes the page in mid-take. Its workers end with it, as in any crash of the tab. Returns the time, in milliseconds
 * since 1970, at which the crash was reported.
 */
export async function breakOff(app: App): Promise<number> {
  const { page, studio } = app;
  // The crash does not ask the page, which would refuse to close during a recording.
  const session = await studio.context.newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  // This call is never answered, because the page is gone.
  session.send('Page.crash').catch(() => {});
  await crashed;
  return Date.now();
}

/** Opens the app in a new tab of the same profile after a crash. No take is open in it. */
export async function comeBack(app: App): Promise<App> {
  const again = await app.inNewTab();
  await app.page.close();
  return again;
}
