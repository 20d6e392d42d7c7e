import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { expect, test } from '../support/browser/test.ts';
import { SERVICE_WORKER, siteList } from '../../scripts/vite-offline-plugin.mjs';
import { App, only } from '../support/browser/app.ts';
import { assertTold } from '../support/checks/exactness.ts';
import { NOISE, signalFile, type SignalFile } from '../support/signals/signals.ts';
import { openStudio, PLAIN, type Studio } from '../support/browser/studio.ts';
import { inTurn } from '../support/runs/turns.ts';
import { validate } from '../support/files/validators.ts';

test.skip(PLAIN, 'a page that is not isolated is not kept');

interface Scene {
  readonly studio: Studio;
  readonly app: App;
  readonly page: Page;
  readonly mic: SignalFile;
  /** The folder that is served: a copy of the build, which a test may change. */
  readonly root: string;
}

/** Runs a test after a first visit of the page, when everything that the page caches is cached. */
async function afterFirstVisit(
  work: (scene: Scene) => Promise<void>,
  prepare: (root: string) => void = () => {},
): Promise<void> {
  const mic = await signalFile(NOISE);
  const root = mkdtempSync(join(tmpdir(), 'capstan-site-'));
  cpSync('dist', root, { recursive: true });
  prepare(root);
  const studio = await openStudio({ micFile: mic.path, root, keptForOffline: true });
  try {
    const app = await App.open(studio);
    await app.encoderReady();
    await work({ studio, app, page: studio.page, mic, root });
  } finally {
    await studio.close();
    rmSync(root, { recursive: true });
  }
}

/** All addresses in the page's caches, sorted. */
function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const urls: string[] = [];
    for (const name of await caches.keys())
      urls.push(...(await (await caches.open(name)).keys()).map(({ url }) => url));
    return urls.sort();
  });
}

async function wholeBuild(url: string, root: string): Promise<string[]> {
  const { start, later } = await siteList(root);
  return [...start, ...later].map(([path]) => `${url}/${path}`).sort();
}

async function untilAllIsKept({ page, studio, root }: Scene): Promise<void> {
  const all = await wholeBuild(studio.url, root);
  await expect.poll(() => kept(page), { timeout: 30_000 }).toEqual(all);
}

async function recordOpus(app: App, name: string): Promise<void> {
  await app.choose('Opus', 'Music, 128 kb/s');
  await app.record(name);
  await app.untilElapsed(2);
  await app.stop(name);
  await expect(app.take(name)).toContainText('Opus');
  expect((await validate(await app.fetch('take.opus'), 'opus')).problems).toEqual([]);
}

/** Replaces the served build by another one: another page, and every script under another name. */
async function deployAnother(root: string): Promise<void> {
  const before = JSON.stringify(await siteList(root));
  const assets = join(root, 'assets');
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'));
  const renamed = (text: string) =>
    scripts.reduce((so, file) => so.replaceAll(file, `another-${file}`), text);
  for (const file of scripts) {
    const script = renamed(readFileSync(join(assets, file), 'utf8'));
    for (const suffix of ['', '.br', '.gz']) rmSync(join(assets, file + suffix), { force: true });
    writeFileSync(join(assets, `another-${file}`), script);
  }
  for (const file of ['index.html', SERVICE_WORKER])
    for (const suffix of ['.br', '.gz']) rmSync(join(root, file + suffix), { force: true });
  const html = readFileSync(join(root, 'index.html'), 'utf8');
  putInPlace(join(root, 'index.html'), renamed(html).replace('<title>Capstan', '<title>Another Capstan'));
  const path = join(root, SERVICE_WORKER);
  const old = readFileSync(path, 'utf8');
  expect(old).toContain(before);
  putInPlace(path, old.replace(before, JSON.stringify(await siteList(root))));
}

/** Replaces the file in one step, because the browser checks for another build by itself at any moment. */
function putInPlace(path: string, content: string): void {
  writeFileSync(`${path}.new`, content);
  renameSync(`${path}.new`, path);
}

test('after one visit all of the build is kept, with the headers of the server and nothing else; the page starts without a server, records exactly and encodes', () =>
  afterFirstVisit(async (scene) => {
    const { app, page, studio, mic } = scene;
    await untilAllIsKept(scene);
    await page.evaluate(() => fetch('./no-such-file').then((response) => response.text()));
    await page.evaluate(() => fetch('./icon.svg?other').then((response) => response.text()));
    await untilAllIsKept(scene);
    for (const each of await keptHeaders(page)) {
      expect(each).toMatchObject({
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-embedder-policy': 'require-corp',
      });
      expect(each['content-security-policy']).toContain("worker-src 'self'");
    }

    await studio.stopServer();
    await page.reload();
    await expect(app.button('Record')).toBeEnabled();
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await app.encoderReady();
    await app.choose('WAV', '16-bit');
    await app.record('Offline');
    await app.untilElapsed(2);
    await app.stop('Offline');
    assertTold(await app.fetch('audio.wav'), mic, only(await app.events(), 'stopped').ledger);
    await recordOpus(app, 'Offline too');
    await app
      .take('Offline too')
      .getByRole('button', { name: /^Play / })
      .click();
    await expect(app.button('Pause Offline too')).toBeVisible();
    await untilAllIsKept(scene);
  }));

/** The headers of each response in the page's caches. */
function keptHeaders(page: Page): Promise<Record<string, string>[]> {
  return page.evaluate(async () => {
    const found: Record<string, string>[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys())
        found.push(Object.fromEntries((await cache.match(request))!.headers));
    }
    return found;
  });
}

test('a new build waits for the end of a recording, is offered then, and is used once the person reloads the page', () =>
  afterFirstVisit(async (scene) => {
    const { app, page, studio, root } = scene;
    await untilAllIsKept(scene);
    await page.reload();
    await app.encoderReady();
    await app.choose('Opus', 'Music, 128 kb/s');
    await app.record('Old build');
    await deployAnother(root);
    const offer = page.locator('stage-banner').getByRole('button', { name: 'Reload' });
    // The old build’s encoder worker is gone from the server. The page that started with it still finds it.
    const waiting = () =>
      page.evaluate(async () => {
        const registration = await navigator.serviceWorker.ready;
        // Asked again: where the browser is looking by itself, it may have read the old build's list, and then makes no
        // second look of this one.
        await registration.update();
        return registration.waiting?.state;
      });
    // All of the build is fetched anew, beside a recording.
    await expect.poll(waiting, { timeout: 30_000 }).toBe('installed');
    await expect(offer).toBeHidden();
    await app.untilElapsed(2);
    await app.stop('Old build');
    await expect(app.take('Old build')).toContainText('Opus');
    expect((await validate(await app.fetch('take.opus'), 'opus')).problems).toEqual([]);
    await expect(page).toHaveTitle('Capstan');

    await offer.click();
    await expect(page).toHaveTitle('Another Capstan');
    await app.encoderReady();
    await expect(offer).toBeHidden();
    await recordOpus(app, 'New build');

    // Once no page that started with the old build is left, the cached files of that build are removed.
    const blank = await studio.context.newPage();
    await page.close();
    const all = await wholeBuild(studio.url, root);
    // The browser takes time to notice that a page is gone, more than half a minute on a busy machine.
    let next = blank;
    await expect(async () => {
      next = await studio.context.newPage();
      await next.goto(studio.url);
      const found = await kept(next);
      if (found.length !== all.length) await next.close();
      expect(found).toEqual(all);
    }).toPass({ intervals: [1000], timeout: 60_000 });
    await studio.stopServer();
    await next.reload();
    await expect(next).toHaveTitle('Another Capstan');
    await recordOpus(new App({ ...studio, page: next }), 'New build, offline');
  }));

async function lostFiles(scene: Scene): Promise<void> {
  const { app, page } = scene;
  await untilAllIsKept(scene);
  await page.evaluate(async () => {
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const [i, request] of (await cache.keys()).entries()) if (i % 2 === 0) await cache.delete(request);
    }
  });
  await page.reload();
  await app.encoderReady();
  await recordOpus(app, 'Half');
  await page.evaluate(async () => {
    for (const name of await caches.keys()) await caches.delete(name);
  });
  await page.reload();
  await app.encoderReady();
  await recordOpus(app, 'None');
}

async function notKept({ app, page }: Scene): Promise<void> {
  await recordOpus(app, 'Online');
  const state = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration?.active?.state ?? registration?.installing?.state ?? 'none';
    });
  await expect.poll(state).toBe('none');
  await page.reload();
  await recordOpus(app, 'Online again');
}

function spoilIcon(root: string): void {
  writeFileSync(join(root, 'icon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
}

const damages = inTurn([
  ['a cache that lost files, or all of them, never keeps the page from starting', lostFiles, () => {}],
  [
    'a build of which one file is not what it should be is not kept, and the page works all the same',
    notKept,
    spoilIcon,
  ],
] as const);

for (const [what, work, prepare] of damages.cases)
  test(damages.titled(what), { tag: damages.tag }, () => afterFirstVisit(work, prepare));
