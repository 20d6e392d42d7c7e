import { expect, test } from '../support/browser/test.ts';
import { App, only } from '../support/browser/app.ts';
import { assertTold } from '../support/checks/exactness.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio } from '../support/browser/studio.ts';

test('two tabs record at the same time, and both takes are exact', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const first = await App.open(studio);
    await first.choose('WAV', '16-bit');
    const second = await first.inNewTab();
    await second.choose('WAV', '16-bit');
    await first.record('One');
    await second.record('Two');
    await second.untilElapsed(4);
    await second.stop('Two');
    await first.stop('One');
    await expect(first.take('Two')).not.toContainText(/missing|to check/);
    for (const id of await first.takeIds()) {
      assertTold(await first.fetch('audio.wav', id), mic, only(await first.events(id), 'stopped').ledger);
    }
    expect(await first.takeIds()).toHaveLength(2);
  });
});
