import '../lab/readme-page.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';

test('the README’s lines, as they stand, make a take and give its file', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, site: 'lab' }, async ({ page, url, problems }) => {
    await page.goto(`${url}/e2e/lab/readme.html`);
    await page.waitForFunction(() => globalThis.readme !== undefined);
    const made = await page.evaluate(async () => {
      const { name, file } = globalThis.readme!;
      return { name, head: await file.slice(0, 4).text() };
    });
    expect(made).toEqual({ name: 'Interview', head: 'OggS' });
    expect(problems).toEqual([]);
  });
});
