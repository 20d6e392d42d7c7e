import { readFile } from 'node:fs/promises';
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

test('they do so under a policy that allows no more than the README asks for', async () => {
  const readme = await readFile('README.md', 'utf8');
  const asked = ['script-src', 'worker-src', 'connect-src'].map(
    (directive) => new RegExp(`\`(${directive} [^\`]*)\``).exec(readme)![1]!,
  );
  const policy = ["default-src 'none'", ...asked].join('; ');
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, site: 'lab' }, async ({ page, context, url }) => {
    await context.route('**/*', async (route) => {
      const response = await route.fetch();
      const headers = { ...response.headers(), 'content-security-policy': policy };
      await route.fulfill({ response, headers });
    });
    await page.goto(`${url}/e2e/lab/readme.html`);
    await page.waitForFunction(() => globalThis.readme !== undefined);
    expect(await page.evaluate(() => globalThis.readme!.file.slice(0, 4).text())).toBe('OggS');
  });
});
