import '../lab/lab-page.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio, takeFileOut } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';
import { assertUnbroken } from '../support/checks/unbroken.ts';

const RATE = 44_100;

test('two names record at once from one microphone, twice: each take is whole and called by its recorder', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, site: 'lab' }, async ({ page, url, folder, problems }) => {
    await page.goto(`${url}/e2e/lab/`);
    const { same, takes, names } = await page.evaluate(async () => {
      const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const capstan = lab.createCapstan();
      const pair = ['Ada', 'Ben'];
      const takes = [];
      for (let round = 0; round < 2; round++) {
        await Promise.all(
          pair.map((name) => capstan.recorder(name).start({ format: 'wav', quality: 's16' })),
        );
        await sleep(2500);
        takes.push(...(await Promise.all(pair.map((name) => capstan.recorder(name).stop()))));
      }
      const same = capstan.recorder('Ada') === capstan.recorder('Ada');
      const names = (await capstan.takes.list()).map(({ name }) => name);
      return { same, takes: takes.map(({ id, ledger }) => ({ id, ledger })), names };
    });
    expect(same).toBe(true);
    expect(names.filter((name) => name.startsWith('Ada'))).toHaveLength(2);
    expect(names.filter((name) => name.startsWith('Ben'))).toHaveLength(2);
    expect(takes).toHaveLength(4);
    for (const { id, ledger } of takes) {
      const wav = await takeFileOut(page, id, 'audio.wav', `${folder}/${id}.wav`);
      expect(assertUnbroken(wav, mic, ledger!)).toBeGreaterThan(2 * RATE);
    }
    expect(problems).toEqual([]);
  });
});
