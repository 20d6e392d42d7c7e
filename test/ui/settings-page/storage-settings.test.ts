import { expect, test } from 'vitest';
import type { Persistence } from '../../../src/engine/storage/persistence.ts';
import { StorageSettings } from '../../../src/ui/settings-page/storage-settings.ts';
import type { SpaceModel } from '../../../src/ui/status/space-model.ts';
import * as words from '../../../src/ui/words/later/settings.ts';
import { bound } from '../../support/bound.ts';

function page(space: { inMemory: boolean; persistence: Persistence; ask?: () => Promise<void> }) {
  const settings = new StorageSettings();
  settings.space = space as unknown as SpaceModel;
  return {
    text: () => JSON.stringify(settings.render()),
    buttons: () => bound(settings.render(), '@click') as (() => void)[],
  };
}

test('of takes in memory nothing is promised, and the browser cannot be asked to keep them', () => {
  // The browser's storage may be kept all the same.
  for (const persistence of ['kept', 'cleared-when-full', 'unknown'] as const) {
    const { text, buttons } = page({ inMemory: true, persistence });
    expect(text()).toContain(words.inMemory);
    expect(text()).not.toContain(words.persistenceStates[persistence]);
    expect(buttons()).toEqual([]);
  }
});

test('a browser that was asked to keep the takes and does not promise it: that is said, each time', async () => {
  let answer: () => void = () => {};
  const space = {
    inMemory: false,
    persistence: 'cleared-when-full' as Persistence,
    ask: () => new Promise<void>((resolve) => (answer = resolve)),
  };
  const { text, buttons } = page(space);
  expect(text()).not.toContain(words.notPromised);
  for (let time = 0; time < 2; time++) {
    buttons()[0]!();
    expect(text()).not.toContain(words.notPromised);
    answer();
    await expect.poll(text).toContain(words.notPromised);
  }
  buttons()[0]!();
  space.persistence = 'kept';
  answer();
  await expect.poll(text).toContain(words.persistenceStates.kept);
  expect(text()).not.toContain(words.notPromised);
});
