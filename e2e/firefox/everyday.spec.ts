import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'playwright/test';
import { FirefoxApp } from './support/app.ts';
import type { Target } from '../support/browser/find-in-page.ts';
import { inFirefox, type FirefoxStudio } from './support/studio.ts';

test('@quick a take is renamed, outlives a reload, is downloaded whole, played and deleted; nothing leaves the origin', () =>
  inFirefox({}, async (studio) => {
    const requests: string[] = [];
    studio.page.on('request', (request) => requests.push(request.url()));
    const app = await FirefoxApp.open(studio);
    await app.encoderReady();
    await app.choose('FLAC', '24-bit');
    await recordTake(app, 'First name');
    await app.act('First name', 'Rename');
    await app.fill({ role: 'textbox', name: 'New name' }, 'Second “name” 🎙️/<b>');
    await studio.page.keyboard.press('Enter');
    const take = takeNamed('Second “name” 🎙️/<b>');
    await app.shown(take);

    await studio.page.reload();
    await app.shown(take);
    expect(await (await app.shown({ role: 'combobox', name: 'Format' })).evaluate(valueOf)).toBe('flac');

    await app.act('Second “name” 🎙️/<b>', 'Download');
    const path = join(studio.downloads, 'Second “name” 🎙️ b.flac');
    const kept = readFileSync(await app.fetch('take.flac'));
    // Firefox first creates an empty file with the final name and then writes to another one beside it.
    await expect.poll(() => (existsSync(path) ? statSync(path).size : 0)).toBe(kept.length);
    expect(readFileSync(path).equals(kept)).toBe(true);

    await app.press('Play Second “name” 🎙️/<b>');
    await app.shown({ role: 'button', name: 'Pause Second “name” 🎙️/<b>' });
    // Played to the end.
    await app.shown({ role: 'button', name: 'Play Second “name” 🎙️/<b>' });
    expect((await playerOf(studio)).position).toBeGreaterThan(0.95);

    await app.act('Second “name” 🎙️/<b>', 'Delete');
    await app.gone(take);
    await app.press('Undo');
    await app.shown(take);
    await app.act('Second “name” 🎙️/<b>', 'Delete');
    await app.gone(take);

    expect(requests.length).toBeGreaterThan(5);
    expect(requests.filter((url) => !url.startsWith('blob:') && new URL(url).origin !== studio.url)).toEqual(
      [],
    );
  }));

test('R starts and stops a take, Space pauses it', () =>
  inFirefox({}, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.fill({ role: 'textbox', name: 'Name' }, 'Typed here');
    await app.shown({ role: 'button', name: 'Record' });
    await (await app.shown({ role: 'textbox', name: 'Name' })).evaluate((box) => (box as HTMLElement).blur());
    await studio.page.keyboard.press('r');
    await app.untilElapsed(0.5);
    await studio.page.keyboard.press(' ');
    await app.shown({ role: 'button', name: 'Resume' });
    await studio.page.keyboard.press('r');
    await app.shown(takeNamed('Typed here'));
  }));

test('every format is played by the page', () =>
  inFirefox({}, async (studio) => {
    const app = await FirefoxApp.open(studio);
    await app.encoderReady();
    for (const format of ['WAV', 'FLAC', 'Opus', 'MP3', 'AAC (M4A)']) {
      await test.step(format, async () => {
        await app.choose(format);
        await recordTake(app, format);
        const take = takeNamed(format);
        await app.press(`Play ${format}`);
        await app.shown({ role: 'button', name: `Pause ${format}` });
        await app.shown({ role: 'button', name: `Play ${format}` });
        const { position, duration } = await playerOf(studio);
        expect(position, format).toBeGreaterThan(duration - 0.05);
        // The first row also has the length of all takes of its day.
        const [, shown] = [...(await app.text(take)).matchAll(/0:0(\d\.\d)/g)].at(-1) ?? [];
        expect(Math.abs(duration - Number(shown))).toBeLessThan(0.15);
      });
    }
  }));

test('on a phone nothing is wider than the screen', () =>
  inFirefox({}, async (studio) => {
    const { page } = studio;
    await page.setViewport({ width: 360, height: 740 });
    const app = await FirefoxApp.open(studio);
    const name = 'A name that is long enough to need more than one line of a narrow screen';
    await recordTake(app, name);
    await app.press(`Play ${name}`);
    expect(await widest(studio)).toBeLessThanOrEqual(360);
    await app.press('Settings');
    await app.shown({ role: 'button', name: 'Done' });
    expect(await widest(studio)).toBeLessThanOrEqual(360);
    await app.press('Done');
  }));

/** Where the page's player stands, in seconds. */
function playerOf({ page }: FirefoxStudio): Promise<{ position: number; duration: number }> {
  return page.evaluate(() => {
    interface Page extends Element {
      readonly app: { readonly player: { readonly position: number; readonly duration: number } };
    }
    const { position, duration } = document.querySelector<Page>('capstan-app')!.app.player;
    return { position, duration };
  });
}

function recordTake(app: FirefoxApp, name: string): Promise<void> {
  return test.step(`record ${name}`, async () => {
    await app.record(name);
    await app.untilElapsed(1);
    await app.stop(name);
  });
}

function takeNamed(name: string): Target {
  return { role: 'listitem', name };
}

const valueOf = (box: Element): string => (box as HTMLSelectElement).value;

function widest({ page }: FirefoxStudio): Promise<number> {
  return page.evaluate(() => document.scrollingElement!.scrollWidth);
}
