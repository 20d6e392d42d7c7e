import type { Page } from 'playwright/test';
import '../lab/waveform-page.ts';
import { inStudio, PLAIN } from '../support/browser/studio.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { expect, test } from '../support/browser/test.ts';

const WAVE = [0x4a, 0x44, 0x3f];
const RECORD = [0xc8, 0x23, 0x1c];
const SUNKEN = [0xeb, 0xe7, 0xe2];
const MARK = [0x7a, 0x3d, 0xb8];
const COLORS = [WAVE, RECORD, SUNKEN, MARK];

type Color = readonly number[];

/** The canvas of a waveform: for each colour asked for, how many pixels of each column have it. */
interface Picture {
  readonly width: number;
  readonly height: number;
  /** By the place of the colour in the list asked for. */
  readonly counts: readonly (readonly number[])[];
  /** Differs between pictures that differ. */
  readonly hash: number;
}

/** The times below the live waveform, in pixels. */
const RULER = 20;

function pictureOf(page: Page, id: string, colors: readonly Color[] = COLORS): Promise<Picture> {
  return page.evaluate(
    ({ id, colors }) => {
      const canvas = document.getElementById(id)!.shadowRoot!.querySelector('canvas')!;
      const { width, height } = canvas;
      // A canvas that a worker draws on has no context here.
      const copy = new OffscreenCanvas(width, height).getContext('2d')!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, width, height);
      let hash = 0;
      for (let at = 0; at < data.length; at += 4)
        hash = (Math.imul(hash, 31) + data[at]! + data[at + 1]!) | 0;
      const counts = colors.map((color) =>
        Array.from({ length: width }, (_, x) => {
          let count = 0;
          for (let y = 0; y < height; y++) {
            const at = (y * width + x) * 4;
            if (color.every((part, i) => Math.abs(part - data[at + i]!) < 3)) count++;
          }
          return count;
        }),
      );
      return { width, height, counts, hash };
    },
    { id, colors },
  );
}

/** The columns of pixels in which at least `least` pixels have a colour. */
function columnsWith(
  { counts }: Picture,
  color: Color,
  least = 1,
  colors: readonly Color[] = COLORS,
): number[] {
  return counts[colors.indexOf(color)]!.flatMap((count, x) => (count >= least ? [x] : []));
}

async function inWaveforms(
  work: (page: Page, problems: readonly string[]) => Promise<void>,
  /** The worker's file comes once this resolves. */
  workerComes?: Promise<void>,
): Promise<void> {
  const { path: micFile } = await signalFile(NOISE);
  return inStudio({ micFile, site: 'lab', lively: true }, async ({ page, url, problems }) => {
    await page.setViewportSize({ width: 900, height: 500 });
    if (workerComes !== undefined)
      await page.route('**/live-drawing.worker*', async (route) => {
        await workerComes;
        await route.continue();
      });
    await page.goto(`${url}/e2e/lab/waveform.html`);
    await page.waitForFunction(() => 'waveforms' in globalThis);
    await work(page, problems);
    expect(problems).toEqual([]);
  });
}

test('a take is drawn whole: loud where it is loud, red where it clipped, with its markers and what is missing', async () => {
  await inWaveforms(async (page) => {
    await page.evaluate(() => waveforms.showTake({ seconds: 600, clippedAt: 450, markAt: 150, lostAt: 500 }));
    const strip = await pictureOf(page, 'overview');
    expect(strip.height).toBe(36);
    // Half of full scale: half of the strip's height. Two of three columns of pixels are bars.
    const loud = columnsWith(strip, WAVE, 16);
    expect(loud.length / strip.width).toBeGreaterThan(0.3);
    expect(loud.at(-1)! / strip.width).toBeLessThan(0.51);
    expect(columnsWith(strip, WAVE, 24)).toEqual([]);
    const red = columnsWith(strip, RECORD, 30);
    expect(red).toHaveLength(2);
    expect(red[0]! / strip.width).toBeCloseTo(0.75, 2);
    const mark = columnsWith(strip, MARK, 36);
    expect(mark).toEqual([Math.round(strip.width / 4)]);
    const lost = columnsWith(strip, RECORD, 1).filter((x) => x > red[1]!);
    expect(lost[0]! / strip.width).toBeCloseTo(500 / 600, 2);

    const thumb = await pictureOf(page, 'thumb');
    expect([thumb.width, thumb.height]).toEqual([88, 32]);
    const background = columnsWith(thumb, SUNKEN, 32).length;
    expect(1 - background / thumb.width).toBeGreaterThan(0.05);
    expect(columnsWith(thumb, WAVE, 15).at(-1)! / 88).toBeLessThan(0.52);
  });
});

test('a click or a key in the strip, and a click in the thumbnail, seek', async () => {
  await inWaveforms(async (page) => {
    await page.evaluate(() => waveforms.showTake({ seconds: 600, clippedAt: 450 }));
    const strip = page.getByRole('slider', { name: 'Position in the take' });
    await expect(strip).toHaveAttribute('aria-valuetext', '0:00.000 of 10:00.000');
    const { width } = (await strip.boundingBox())!;
    await strip.click({ position: { x: width / 2, y: 10 } });
    await page.locator('#thumb').click({ position: { x: 22, y: 10 } });
    await strip.press('End');
    await strip.press('ArrowRight');
    await strip.press('ArrowLeft');
    const sought = await page.evaluate(() => [...waveforms.sought]);
    expect(Math.abs(sought[0]! / 48_000 - 300)).toBeLessThan(1);
    expect(Math.abs(sought[1]! / 48_000 - 150)).toBeLessThan(7);
    expect(sought.slice(2)).toEqual([600 * 48_000, 48_000, 0]);
  });
});

/** Whether a worker draws the live waveform: it can where memory is shared. */
for (const shared of PLAIN ? [false] : [false, true]) {
  const by = shared ? ', by a worker' : '';
  const late = shared ? ', and by the page until the worker has loaded' : '';
  test(`what was captured before a take was started is drawn paler, up to the start${by}${late}`, async () => {
    let load = () => {};
    const workerComes = new Promise<void>((resolve) => (load = resolve));
    await inWaveforms(async (page) => {
      await page.evaluate((shared) => waveforms.record({ shared, preRoll: 1 }), shared);
      await page.waitForTimeout(1500);
      expect(await page.evaluate(() => waveforms.draws())).toBeGreaterThan(10);
      expect(columnsWith(await pictureOf(page, 'live'), WAVE, 12).length).toBeGreaterThan(10);
      load();
      await page.waitForTimeout(1500);
      const draws = await page.evaluate(() => waveforms.draws());
      await page.evaluate(() => waveforms.pause());
      await page.waitForTimeout(500);
      if (shared) expect(await page.evaluate(() => waveforms.draws())).toBe(draws);
      const pale = WAVE.map((part, i) => Math.round((part + SUNKEN[i]!) / 2));
      const picture = await pictureOf(page, 'live', [WAVE, pale]);
      // A loud bar has far more than a line of the grid, which has about the same colour.
      const strong = columnsWith(picture, WAVE, 12, [WAVE, pale]);
      const faint = columnsWith(picture, pale, 12, [WAVE, pale]);
      // Two of three columns of pixels are bars; 80 pixels are a second.
      expect(faint.length).toBeGreaterThan(45);
      expect(faint.at(-1)!).toBeLessThan(strong[0]!);
      expect(strong[0]! - faint[0]!).toBeGreaterThan(76);
      expect(strong[0]! - faint[0]!).toBeLessThan(84);
    }, workerComes);
  });

  test(`a take being recorded scrolls past a red head, evenly, and stands still when it is paused${by}`, async () => {
    await inWaveforms(async (page) => {
      await page.evaluate((shared) => waveforms.record({ shared, lostAt: 1 }), shared);
      await page.waitForTimeout(4000);
      const before = await page.evaluate(() => waveforms.draws());
      const pictures: Picture[] = [];
      const began = Date.now();
      for (let i = 0; i < 5; i++) {
        pictures.push(await pictureOf(page, 'live'));
        await page.waitForTimeout(100);
      }
      const draws = (await page.evaluate(() => waveforms.draws())) - before;
      if (shared) expect(draws).toBe(0);
      else console.log(`live waveform: ${((draws * 1000) / (Date.now() - began)).toFixed(1)} draws a second`);
      for (const [i, picture] of pictures.entries()) {
        const head = columnsWith(picture, RECORD, picture.height - RULER);
        expect(head.map((x) => x / picture.width)).toEqual([
          expect.closeTo(0.86, 2),
          expect.closeTo(0.86, 2),
        ]);
        const bars = columnsWith(picture, WAVE, 80);
        expect(bars.length).toBeGreaterThan(20);
        expect(bars.at(-1)!).toBeLessThanOrEqual(head[0]!);
        if (i > 0) expect(picture.hash).not.toBe(pictures[i - 1]!.hash);
      }
      // Half a second of lost audio, hatched, 40 px wide.
      const picture = pictures[0]!;
      const hatched = columnsWith(picture, RECORD, 4).filter((x) => x < picture.width * 0.8);
      expect(hatched.length).toBeGreaterThan(10);
      expect(hatched.at(-1)! - hatched[0]!).toBeLessThan(45);
      await page.evaluate(() => waveforms.pause());
      await page.waitForTimeout(600);
      const paused = await pictureOf(page, 'live');
      await page.waitForTimeout(300);
      expect((await pictureOf(page, 'live')).hash).toBe(paused.hash);
      await page.screenshot({ path: 'test-results/waveforms.png' });
    });
  });

  test(`with reduced motion the waveform fills a page from left to right and does not scroll${by}`, async () => {
    await inWaveforms(async (page) => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await page.evaluate((shared) => waveforms.record({ shared }), shared);
      await page.waitForTimeout(1500);
      const early = await pictureOf(page, 'live');
      await page.waitForTimeout(1000);
      const later = await pictureOf(page, 'live');
      const [headBefore, headAfter] = [early, later].map(
        (picture) => columnsWith(picture, RECORD, picture.height - RULER)[0]!,
      );
      expect(headBefore).toBeLessThan(later.width / 3);
      expect(headAfter! - headBefore!).toBeGreaterThan(40);
      // What was drawn stays where it is.
      const bars = (picture: Picture) => columnsWith(picture, WAVE, 80).filter((x) => x < headBefore! - 10);
      expect(bars(early).length).toBeGreaterThan(10);
      expect(bars(later)).toEqual(bars(early));
      expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
    });
  });

  test(`a live waveform takes the colours, the size and the pixels of the screen as they change${by}`, async () => {
    await inWaveforms(async (page) => {
      await page.evaluate((shared) => waveforms.record({ shared }), shared);
      await page.waitForTimeout(1500);
      const before = await pictureOf(page, 'live');
      expect(columnsWith(before, SUNKEN, before.height / 2).length).toBeGreaterThan(before.width / 2);
      await page.evaluate(() => document.documentElement.style.setProperty('--sunken', '#0e0d0c'));
      await page.setViewportSize({ width: 700, height: 500 });
      await page.waitForTimeout(300);
      const dark = [[0x0e, 0x0d, 0x0c]];
      const after = await pictureOf(page, 'live', dark);
      expect(after.width).toBe(before.width - 200);
      expect(after.height).toBe(before.height);
      expect(columnsWith(after, dark[0]!, after.height / 2, dark).length).toBeGreaterThan(after.width / 2);
      // Removed and put back, it goes on.
      await page.evaluate(() => {
        const live = document.getElementById('live')!;
        live.remove();
        document.body.append(live);
      });
      await page.waitForTimeout(600);
      const again = await pictureOf(page, 'live');
      expect(again.width).toBe(after.width);
      expect(columnsWith(again, WAVE, 80).length).toBeGreaterThan(5);
    });
  });
}

test('the colours are those of the theme, and of the system where it forces them', async () => {
  await inWaveforms(async (page) => {
    await page.evaluate(() => waveforms.showTake({ seconds: 60, clippedAt: 45 }));
    await page.evaluate(() => {
      document.documentElement.style.setProperty('--wave', '#cfc7c0');
      document.documentElement.style.setProperty('--sunken', '#0e0d0c');
    });
    await page.waitForTimeout(200);
    const themed = [
      [0xcf, 0xc7, 0xc0],
      [0x0e, 0x0d, 0x0c],
    ];
    const dark = await pictureOf(page, 'overview', themed);
    for (const color of themed) expect(columnsWith(dark, color, 16, themed).length).toBeGreaterThan(100);

    await page.emulateMedia({ forcedColors: 'active' });
    await page.waitForTimeout(200);
    const forced = await page.evaluate(() => {
      // Some system colours are translucent, so this takes them as they look on the page.
      const probe = document.body.appendChild(document.createElement('div'));
      probe.style.forcedColorAdjust = 'none';
      const sample = new OffscreenCanvas(1, 1).getContext('2d')!;
      return ['CanvasText', 'Canvas', 'Highlight'].map((color) => {
        for (const each of ['Canvas', color]) {
          probe.style.color = each;
          sample.fillStyle = getComputedStyle(probe).color;
          sample.fillRect(0, 0, 1, 1);
        }
        return [...sample.getImageData(0, 0, 1, 1).data.slice(0, 3)];
      });
    });
    const picture = await pictureOf(page, 'overview', forced);
    const [text, canvas, highlight] = forced;
    expect(columnsWith(picture, text!, 16, forced).length).toBeGreaterThan(100);
    expect(columnsWith(picture, canvas!, 16, forced).length).toBeGreaterThan(100);
    expect(columnsWith(picture, highlight!, 30, forced)).toHaveLength(2);
  });
});
