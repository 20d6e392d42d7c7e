import type { TemplateResult } from 'lit';
import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { RecoveryChoice, type RecoveryChoiceApp } from '../../../src/ui/takes/recovery-choice.ts';

const brokenTake = (id: string): Take =>
  ({
    id,
    brokeOff: 'encoding',
    spec: { format: 'opus', quality: '96' },
    files: [{ file: 'audio.wav' }],
  }) as unknown as Take;

/** Presses the first button that the component shows. */
function press(choice: RecoveryChoice): void {
  const isTemplate = (value: unknown): value is TemplateResult =>
    typeof value === 'object' && value !== null && 'strings' in value;
  const encode = choice.render().values.find(isTemplate);
  (encode!.values[0] as () => void)();
}

test('the take whose button was pressed is encoded, though another is shown by the time the code is loaded', async () => {
  let loaded = () => {};
  const encoded: string[] = [];
  const kept: string[] = [];
  let listed = ['Ada', 'Bea'].map(brokenTake);
  const converting = {
    take: async ({ id }: Take) => {
      encoded.push(id);
      return {};
    },
  };
  const choice = new RecoveryChoice();
  choice.app = {
    takes: {
      find: (id: string) => listed.find((take) => take.id === id),
      keep: async ({ id }: Take) => void kept.push(id),
    },
    converting: () => new Promise<void>((resolve) => (loaded = resolve)).then(() => converting),
  } as unknown as RecoveryChoiceApp;
  choice.take = listed[0]!;
  press(choice);
  choice.take = listed[1]!;
  loaded();
  await new Promise((resolve) => setTimeout(resolve));
  expect([encoded, kept]).toEqual([['Ada'], ['Ada']]);

  press(choice);
  listed = [];
  loaded();
  await new Promise((resolve) => setTimeout(resolve));
  expect(encoded).toEqual(['Ada']);
});
