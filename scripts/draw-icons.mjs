import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { chromiumPath } from './find-browser.mjs';
import { isMain } from './lib/is-main.mjs';

/**
 * The icons of the installed app. A `full` icon has no round corners, and its drawing stays within the circle of 80 %
 * that every platform shows of a maskable icon.
 */
const ICONS = [
  { file: 'icon-192.png', pixels: 192, full: false },
  { file: 'icon-512.png', pixels: 512, full: false },
  { file: 'maskable-192.png', pixels: 192, full: true },
  { file: 'maskable-512.png', pixels: 512, full: true },
  { file: 'apple-touch-180.png', pixels: 180, full: true },
];

/** How much of the square the drawing keeps in a `full` icon. */
const FULL_SCALE = 0.78;

/**
 * Draws public/icons from public/icon.svg: `node scripts/draw-icons.mjs`. The icons are checked in.
 *
 * @param {string} root
 */
async function drawIcons(root) {
  const svg = await readFile(join(root, 'public/icon.svg'), 'utf8');
  const folder = join(root, 'public/icons');
  await mkdir(folder, { recursive: true });
  const browser = await chromium.launch({ executablePath: await chromiumPath() });
  try {
    const page = await browser.newPage();
    for (const { file, pixels, full } of ICONS) {
      await page.setViewportSize({ width: pixels, height: pixels });
      await page.setContent(`<style>body{margin:0}svg{display:block}</style>${full ? fullIcon(svg) : svg}`);
      await writeFile(join(folder, file), await page.screenshot({ omitBackground: true }));
    }
  } finally {
    await browser.close();
  }
}

/** @param {string} svg the icon: a square with round corners and, on it, the drawing */
function fullIcon(svg) {
  const square = /<rect [^>]*\/>/.exec(svg)?.[0];
  if (square === undefined) throw new Error('icon.svg has no square behind its drawing.');
  const [before = '', after = ''] = svg.split(square);
  const drawing = after.replace('</svg>', '');
  const centred = `translate(32 32) scale(${FULL_SCALE}) translate(-32 -32)`;
  return `${before}${square.replace(/ rx="\d+"/, '')}<g transform="${centred}">${drawing}</g></svg>`;
}

if (isMain(import.meta.url)) await drawIcons(join(import.meta.dirname, '..'));
