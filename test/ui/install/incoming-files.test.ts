import { expect, test, vi } from 'vitest';
import { InstallModel } from '../../../src/ui/install/install-model.ts';
import { takeSharedFiles } from '../../../src/ui/install/shared-files.ts';
import { openLaunched, type LaunchedFile, type LaunchQueue } from '../../../src/ui/install/launch-queue.ts';

const handle = (file: File): LaunchedFile => ({ getFile: () => Promise.resolve(file) });

test('of the files that the app is started with, each that can be read is opened, and each other one is told', async () => {
  const [one, two] = [new File(['1'], 'one.wav'), new File(['2'], 'two.flac')];
  const gone: LaunchedFile = { getFile: () => Promise.reject(new DOMException('gone', 'NotFoundError')) };
  let launch: Parameters<LaunchQueue['setConsumer']>[0] = () => {};
  const opened: (readonly File[])[] = [];
  const failed: unknown[] = [];
  openLaunched(
    { setConsumer: (consumer) => (launch = consumer) },
    (files) => opened.push(files),
    (error) => failed.push(error),
  );
  launch({ files: [handle(one), gone, handle(two)] });
  await vi.waitFor(() => expect(opened).toEqual([[one, two]]));
  expect(failed).toMatchObject([{ name: 'NotFoundError' }]);
  launch({ files: [] });
  launch({ files: [handle(two)] });
  await vi.waitFor(() => expect(opened).toEqual([[one, two], [two]]));
});

test('the offer to install is kept without a question, asked once, and gone when the app is installed', async () => {
  const browser = new EventTarget();
  const install = new InstallModel();
  install.start(browser);
  const prompt = vi.fn(() => Promise.resolve());
  const comes = () => {
    const event = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), { prompt });
    browser.dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
  };
  expect(install.offered).toBe(false);
  comes();
  expect(install.offered).toBe(true);
  expect(prompt).not.toHaveBeenCalled();
  await Promise.all([install.install(), install.install()]);
  expect(prompt).toHaveBeenCalledOnce();
  expect(install.offered).toBe(false);
  comes();
  browser.dispatchEvent(new Event('appinstalled'));
  expect(install.offered).toBe(false);
});

test('a browser that refuses to ask whether to install breaks nothing', async () => {
  const browser = new EventTarget();
  const install = new InstallModel();
  install.start(browser);
  const prompt = () => Promise.reject(new DOMException('no click', 'NotAllowedError'));
  browser.dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt }));
  await install.install();
  expect(install.offered).toBe(false);
});

const PAGE = 'https://some.site/';

/** What the service worker keeps for the page. */
function keptShared(files: readonly (readonly [key: string, kept: Response])[]) {
  const entries = new Map(files);
  const cache = {
    keys: () => Promise.resolve([...entries.keys()]),
    match: (key: string) => Promise.resolve(entries.get(key)),
    delete: (key: string) => Promise.resolve(entries.delete(key)),
  };
  const storage = {
    has: (name: string) => Promise.resolve(name === `capstan-shared ${PAGE}`),
    open: () => Promise.resolve(cache),
  };
  return { entries, storage: storage as unknown as CacheStorage };
}

test('shared files wait for a start at which the code that opens them is there', async () => {
  const { entries, storage } = keptShared([['a', new Response('1', { headers: { 'X-Name': 'one.wav' } })]]);
  expect((await takeSharedFiles(storage, PAGE, async () => false)).files).toEqual([]);
  expect(entries.size).toBe(1);
  expect((await takeSharedFiles(storage, PAGE, async () => true)).files).toHaveLength(1);
  const ready = vi.fn(async () => true);
  await takeSharedFiles(storage, PAGE, ready);
  expect(ready).not.toHaveBeenCalled();
});

test('of several shared files the one that cannot be read is told and removed, and the others are opened', async () => {
  const { entries, storage } = keptShared([
    ['a', new Response('1', { headers: { 'X-Name': 'one.wav' } })],
    ['b', new Response('2', { headers: { 'X-Name': '%' } })],
    ['c', new Response('3', { headers: { 'X-Name': 'three%20.wav' } })],
  ]);
  const ready = async () => true;
  const { files, damaged } = await takeSharedFiles(storage, PAGE, ready);
  expect(files.map(({ name }) => name)).toEqual(['one.wav', 'three .wav']);
  expect(damaged).toBe(true);
  expect(entries.size).toBe(0);
  expect(await takeSharedFiles(storage, PAGE, ready)).toEqual({
    files: [],
    damaged: false,
  });
});
