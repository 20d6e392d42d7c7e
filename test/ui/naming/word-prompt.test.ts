import { expect, test } from 'vitest';
import * as words from '../../../src/ui/words/later/naming.ts';

test('what a button of the word list is called begins with what is read on it, so that it can be said', () => {
  expect(words.previousWord).toMatch(new RegExp(`^${words.back}\\b`));
  expect(words.skipWord).toMatch(new RegExp(`^${words.skip}\\b`));
});
