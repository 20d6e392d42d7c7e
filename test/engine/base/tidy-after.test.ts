import { expect, test } from 'vitest';
import { tidyAfter } from '../../../src/engine/base/tidy-after.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';

const full = new CapstanError('storage-full', 'no space');

test('a failure is told as it is where clearing up works', async () => {
  expect(await tidyAfter(full, () => Promise.resolve())).toBe(full);
});

test('clearing up that fails too does not hide it', async () => {
  const told = await tidyAfter(full, () => Promise.reject(new Error('folder is gone')));
  expect(told.code).toBe('storage-full');
  expect(told.detail).toContain('no space');
  expect(told.detail).toContain('folder is gone');
});
