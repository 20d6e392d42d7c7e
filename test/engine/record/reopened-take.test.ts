import { expect, test } from 'vitest';
import { claimTake } from '../../../src/engine/record/reopened-take.ts';
import type { TakeLibrary } from '../../../src/engine/takes/take-library.ts';

test('a take that was deleted, perhaps in another tab, is not continued, and is free again', async () => {
  let held = 0;
  let deletedAt: number | undefined = 1;
  const library = {
    acquire: async () => {
      held++;
      return () => void held--;
    },
    history: async () => ({ spec: {}, deletedAt }),
  } as unknown as TakeLibrary;
  await expect(claimTake(library, 'a')).rejects.toMatchObject({ code: 'take-not-found' });
  expect(held).toBe(0);
  deletedAt = undefined;
  const { free } = await claimTake(library, 'a');
  expect(held).toBe(1);
  free();
  expect(held).toBe(0);
});
