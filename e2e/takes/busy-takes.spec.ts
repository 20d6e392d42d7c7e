import { expect, test, WIDE } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { expectSameSound, expectSameTakes } from '../support/takes/busy-takes-check.ts';
import { BusyTakes } from '../support/takes/busy-takes.ts';
import { Random } from '../support/signals/random.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio } from '../support/browser/studio.ts';

const SEED = 7;

test('four takes in one page, converted, renamed, deleted and cancelled as they come: all as a plain list says', () =>
  recordBusily(4));

test('and so are eight', { tag: WIDE }, async () => {
  test.setTimeout(300_000);
  await recordBusily(8);
});

async function recordBusily(takes: number): Promise<void> {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    const busy = await BusyTakes.start(app, new Random(SEED));
    for (let take = 1; take <= takes; take++) await busy.record(take, take % 2, take % 3 === 0 ? 2 : 1);
    await expectSameTakes(app, busy.plain);
    await expectSameSound(app, busy.plain, mic);
    await app.page.reload();
    await expectSameTakes(app, busy.plain);
    expect(studio.problems).toEqual([]);
  });
}
