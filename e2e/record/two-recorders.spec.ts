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

test('recorders that are disposed of leave no worker, no listener and no microphone, and refuse every call', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, site: 'lab' }, async ({ page, url, problems }) => {
    await page.addInitScript(() => {
      Object.assign(window, { listening: 0 });
      const count = (by: number) => {
        Object.assign(window, { listening: (window as unknown as { listening: number }).listening + by });
      };
      const { addEventListener, removeEventListener } = document;
      document.addEventListener = (...given: [string, EventListener]) => {
        if (given[0] === 'visibilitychange') count(1);
        addEventListener.apply(document, given);
      };
      document.removeEventListener = (...given: [string, EventListener]) => {
        if (given[0] === 'visibilitychange') count(-1);
        removeEventListener.apply(document, given);
      };
    });
    await page.goto(`${url}/e2e/lab/`);

    await test.step('30 mounts of a recorder of its own', async () => {
      const refusals = await page.evaluate(async () => {
        const told = (call: Promise<unknown>) =>
          call.then(
            () => 'resolved',
            (error: Error) => error.message,
          );
        const refusals = new Set<string>();
        for (let mount = 0; mount < 30; mount++) {
          const recorder = lab.createRecorder();
          await recorder.start({ format: 'wav' });
          refusals.add(await told(recorder.dispose()));
          const { id } = await recorder.stop();
          if (mount % 2 === 1) await recorder.arm();
          await Promise.all([recorder.dispose(), recorder.dispose()]);
          await recorder.dispose();
          for (const call of [
            () => recorder.start({ format: 'wav' }),
            () => recorder.arm(),
            () => recorder.stop(),
            () => recorder.takes.read(id, 'audio.wav'),
            () => recorder.core.load(),
          ])
            refusals.add(await told(call()));
        }
        return [...refusals];
      });
      expect(refusals).toEqual([
        'wrong-state: the recorder Recording is recording: stop it, and wait for its take',
        'wrong-state: this was disposed of',
      ]);
      await expect.poll(() => page.workers().length).toBe(0);
      expect(await page.evaluate(() => (window as unknown as { listening: number }).listening)).toBeLessThan(
        1,
      );
    });

    await test.step('many names in one Capstan, one by one and all at once, also while they open', async () => {
      const { kept, listed } = await page.evaluate(async () => {
        const capstan = lab.createCapstan();
        const names = ['Ada', 'Ben', 'Cem', 'Dan'];
        for (const name of names) await capstan.recorder(name).arm();
        const ada = capstan.recorder('Ada');
        await ada.dispose();
        await capstan.recorder('Ben').dispose();
        const kept = { same: capstan.recorder('Ada') === ada, kind: capstan.recorder('Cem').state.kind };
        const listed = (await capstan.takes.list()).length;
        const opening = capstan
          .recorder('Eva')
          .start({ format: 'wav' })
          .then(
            () => 'started',
            (error: Error) => error.message,
          );
        const loading = capstan
          .recorder('Cem')
          .core.load()
          .then(
            () => 'loaded',
            (error: Error) => error.message,
          );
        await capstan.dispose();
        await capstan.dispose();
        return { kept: { ...kept, opening: await opening, loading: await loading }, listed };
      });
      expect(kept).toEqual({
        same: false,
        kind: 'armed',
        opening: 'given-up',
        loading: 'wrong-state: this was disposed of',
      });
      expect(listed).toBe(30);
      await expect.poll(() => page.workers().length).toBe(0);
    });
    expect(problems).toEqual([]);
  });
});
