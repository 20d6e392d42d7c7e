import { expect, test, vi } from 'vitest';
import { InstallModel } from '../../../src/ui/install/install-model.ts';
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
