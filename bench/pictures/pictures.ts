import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { inStudio } from '../../e2e/support/browser/studio.ts';
import { coveredControls } from '../../e2e/support/browser/page-layout.ts';
import { cutTexts } from './cut-texts.ts';

const WINDOWS = [
  { width: 1600, height: 1000 },
  { width: 1240, height: 820 },
  { width: 390, height: 844 },
];
const SCHEMES = ['light', 'dark'] as const;
const USUAL = { width: 1240, height: 820 };
/** Sharp enough for text, at about a third of the size of a PNG file. */
const QUALITY = 0.8;
/** The longest that something of the page moves after a change of its size. */
const SETTLED_MS = 200;

/** Takes pictures of screens, each in three widths and two colour schemes, as WebP files. */
export class Pictures {
  /** What is wrong on a screen, in words. */
  readonly findings: string[] = [];
  readonly #folder: string;
  readonly #only: readonly string[];
  /** PNG pictures by the names of their files. */
  readonly #pictures = new Map<string, Buffer>();

  /** @param only parts of the names of the screens to take; none: all */
  constructor(folder: string, only: readonly string[]) {
    this.#folder = folder;
    this.#only = only;
  }

  get count(): number {
    return this.#pictures.size;
  }

  wanted(screen: string): boolean {
    return this.#only.length === 0 || this.#only.some((part) => screen.includes(part));
  }

  async take(page: Page, screen: string): Promise<void> {
    if (!this.wanted(screen)) return;
    for (const { width, height } of WINDOWS) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(SETTLED_MS);
        this.#pictures.set(`${screen}-${width}-${colorScheme}.webp`, await page.screenshot());
      }
      await this.#examine(page, `${screen} at ${width} px`);
    }
    await page.setViewportSize(USUAL);
  }

  /** Writes the files. The browser has an encoder of WebP. */
  async write(): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await inStudio({ lively: true }, async ({ page }) => {
      for (const [name, png] of this.#pictures)
        await writeFile(join(this.#folder, name), await webp(page, png));
    });
  }

  async #examine(page: Page, where: string): Promise<void> {
    const tell = (what: string, names: readonly string[]) => {
      if (names.length === 0) return;
      const finding = `${where}: ${what}: ${names.join(' | ')}`;
      this.findings.push(finding);
      console.log(finding);
    };
    tell('text is cut off', await cutTexts(page));
    tell('a control is covered', await coveredControls(page));
    const wider = await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth);
    if (wider > 0) tell('the page is wider than the window', [`${wider} px`]);
  }
}

async function webp(page: Page, png: Buffer): Promise<Buffer> {
  const encoded = await page.evaluate(
    async ({ base64, quality }) => {
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
      const image = await createImageBitmap(new Blob([bytes]));
      const canvas = new OffscreenCanvas(image.width, image.height);
      canvas.getContext('2d')!.drawImage(image, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    { base64: png.toString('base64'), quality: QUALITY },
  );
  return Buffer.from(encoded);
}
