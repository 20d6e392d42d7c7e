import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { VALIDATORS, missingValidators } from '../../scripts/ensure-validators.mjs';
import { findChromium } from '../../scripts/find-browser.mjs';
import { findFirefox } from '../../scripts/find-firefox.mjs';
import { findWebKit } from '../../scripts/find-webkit.mjs';
import { tempFolder } from './temp-folder.ts';

/** A folder with executable programs. */
async function programs(...names: string[]): Promise<string> {
  const dir = await tempFolder(Object.fromEntries(names.map((name) => [name, '#!/bin/sh\n'])));
  for (const name of names) await chmod(join(dir, name), 0o755);
  return dir;
}

test('a browser: CAPSTAN_CHROMIUM, then CHROME_PATH, then PATH', async () => {
  const dir = await programs('mine', 'theirs', 'google-chrome', 'chromium');
  const mine = join(dir, 'mine');
  const theirs = join(dir, 'theirs');
  expect(await findChromium({ CAPSTAN_CHROMIUM: mine, CHROME_PATH: theirs, PATH: dir })).toEqual({
    path: mine,
    source: 'CAPSTAN_CHROMIUM',
  });
  expect(await findChromium({ CHROME_PATH: theirs, PATH: dir })).toEqual({
    path: theirs,
    source: 'CHROME_PATH',
  });
  expect(await findChromium({ CHROME_PATH: '/gone', PATH: dir })).toEqual({
    path: join(dir, 'chromium'),
    source: 'PATH',
  });
});

test('a browser asked for by name is not replaced by another', async () => {
  await expect(findChromium({ CAPSTAN_CHROMIUM: '/gone/chromium' })).rejects.toThrow('/gone/chromium');
});

test('Firefox: CAPSTAN_FIREFOX, then PATH, and what was asked for by name is not replaced', async () => {
  const dir = await programs('mine', 'firefox-esr');
  const mine = join(dir, 'mine');
  expect(findFirefox({ CAPSTAN_FIREFOX: mine, PATH: dir })).toEqual({
    path: mine,
    source: 'CAPSTAN_FIREFOX',
  });
  expect(findFirefox({ PATH: dir })).toEqual({ path: join(dir, 'firefox-esr'), source: 'PATH' });
  expect(() => findFirefox({ CAPSTAN_FIREFOX: '/gone/firefox', PATH: dir })).toThrow('/gone/firefox');
});

test('WebKitGTK: its driver and a screen on PATH, its browser by CAPSTAN_MINIBROWSER or where its library is', async () => {
  const dir = await programs('WebKitWebDriver', 'Xvfb', 'mine');
  const library = await tempFolder({ 'webkit2gtk-4.1/MiniBrowser': '#!/bin/sh\n' });
  const installed = join(library, 'webkit2gtk-4.1/MiniBrowser');
  await chmod(installed, 0o755);
  const found = { driver: join(dir, 'WebKitWebDriver'), display: join(dir, 'Xvfb') };
  expect(findWebKit({ PATH: dir }, [library])).toEqual({ ...found, browser: installed });
  const mine = join(dir, 'mine');
  expect(findWebKit({ CAPSTAN_MINIBROWSER: mine, PATH: dir }, [library])).toEqual({
    ...found,
    browser: mine,
  });
  expect(() => findWebKit({ CAPSTAN_MINIBROWSER: '/gone/browser', PATH: dir }, [library])).toThrow(
    '/gone/browser',
  );
  expect(findWebKit({ PATH: dir }, [])).toBeUndefined();
  expect(findWebKit({ PATH: await programs('WebKitWebDriver') }, [library])).toBeUndefined();
});

test('validators: names what is not on PATH', async () => {
  const [first = '', ...others] = Object.keys(VALIDATORS);
  expect(missingValidators(await programs(...others))).toEqual([first]);
  expect(missingValidators(await programs(first, ...others))).toEqual([]);
});
