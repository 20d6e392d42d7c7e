import { App } from '../support/browser/app.ts';
import { inStudio } from '../support/browser/studio.ts';
import { expect, test, WIDE } from '../support/browser/test.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import {
  median,
  noteListTimes,
  reloadTimes,
  scrollFrames,
  share,
  type ListTimes,
} from '../support/takes/list-times.ts';
import { wordTakes } from '../support/takes/many-takes.ts';

const FEW = 12;
const MANY = 500;
const RELOADS = 5;

test(`five hundred takes are listed like a dozen, and so are their pictures ${WIDE}`, async () => {
  test.setTimeout(600_000);
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, lively: true }, async (studio) => {
    const app = await App.open(studio);
    const { page } = app;
    await app.choose('WAV', '16-bit');
    await app.record('First');
    await app.untilElapsed(0.5);
    await app.stop('First');
    await noteListTimes(page);
    await wordTakes(page, FEW);
    const few = await timesOf(page, FEW);
    await wordTakes(page, MANY);
    const many = await timesOf(page, MANY);
    console.log(`${FEW} takes: ${JSON.stringify(few)}`);
    console.log(`${MANY} takes: ${JSON.stringify(many)}`);
    const frames = await scrollFrames(page);
    console.log(`scrolling: ${frames.length} frames, 95 of 100 within ${Math.round(share(frames, 0.95))} ms`);
    expect(many.listed / few.listed).toBeLessThan(2.5);
    // The list does not wait until each take was looked at.
    expect(many.opened).toBeLessThan(few.opened + FEW);
    expect(studio.problems).toEqual([]);
  });
});

/** The medians of some reloads, in whole milliseconds. */
async function timesOf(page: App['page'], takes: number): Promise<ListTimes> {
  // These takes were never listed before.
  const first = await reloadTimes(page, takes);
  await page.waitForTimeout(5000);
  const all: ListTimes[] = [];
  for (let reload = 0; reload < RELOADS; reload++) {
    all.push(await reloadTimes(page, takes));
    // The page is quiet when it is reloaded, as it is for a person.
    await page.waitForTimeout(3000);
  }
  console.log(`the first time: ${JSON.stringify(first)}`);
  const of = (key: keyof ListTimes) => Math.round(median(all.map((times) => times[key])));
  return {
    row: of('row'),
    listed: of('listed'),
    pictures: of('pictures'),
    longestTask: of('longestTask'),
    opened: of('opened'),
  };
}
