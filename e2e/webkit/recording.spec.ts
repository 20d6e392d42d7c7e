import { expect, test } from 'playwright/test';
import { inWebKit } from './support/studio.ts';
import { recordUnbroken } from './support/unbroken-take.ts';
import { takeNamed } from './support/app.ts';

const MEMORY_ONLY = 'Takes are kept in memory only. The browser gives no storage here';

test('@quick with shared memory, takes in a row are the microphone’s sound, unbroken; the page says that they are in memory', () =>
  inWebKit({}, async (app) => {
    expect(await app.sharesMemory()).toBe(true);
    await app.says({ role: 'alert' }, MEMORY_ONLY);
    await app.choose('WAV', '24-bit');
    for (const name of ['First', 'Second']) {
      await recordUnbroken(app, name, 3);
      await app.says({ role: 'alert' }, MEMORY_ONLY);
    }
    await app.shown(takeNamed('First'));
  }));

test('@quick without shared memory the same, and the page says that takes are encoded later', () =>
  inWebKit({ sharedMemory: false }, async (app) => {
    expect(await app.sharesMemory()).toBe(false);
    await app.says({ role: 'alert' }, MEMORY_ONLY);
    // The one banner is about the memory, so this is a line in the dock.
    await app.says({ role: 'page' }, 'Takes are encoded when you press Stop');
    await app.choose('WAV', '24-bit');
    for (const name of ['First', 'Second']) await recordUnbroken(app, name, 3);
    await app.shown(takeNamed('First'));
  }));
