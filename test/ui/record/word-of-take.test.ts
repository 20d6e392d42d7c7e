import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WordList } from '../../../src/ui/naming/word-list.ts';
import { WordPrompt } from '../../../src/ui/naming/word-prompt.ts';
import { bound } from '../../support/bound.ts';
import { RecordingStage } from './recording-stage.ts';

let page: RecordingStage;
beforeEach(() => {
  page = new RecordingStage();
  const stored = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, value: string) => stored.set(key, value),
  });
});
afterEach(() => {
  expect(page.stage.violations).toEqual([]);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** Begins a take while `meanwhile` happens. The word that it is named by, and the one that the prompt shows for it. */
async function record(
  meanwhile: () => void,
): Promise<{ named: string | undefined; shown: string | undefined }> {
  const start = vi.spyOn(page.stage.recorder, 'start');
  const begun = page.recording.record();
  expect(page.kind).toBe('opening');
  meanwhile();
  await page.stage.run(begun);
  const { state } = page.recording;
  if (!('takeId' in state)) throw new Error(`it is ${state.kind}`);
  const shown = page.words.words[page.words.indexOf(state.takeId) ?? -1];
  return { named: start.mock.calls[0]?.[0]?.naming?.word, shown };
}

test('a take has the word that it is named by, also if Skip is pressed while its microphone is being opened', async () => {
  page.words.set(['apple', 'pear', 'plum']);
  const { named, shown } = await record(() => page.words.move(1));
  expect(named).toBe('apple');
  expect(shown).toBe('apple');
});

test('no word is passed over if another tab records the same one while the microphone is being opened', async () => {
  page.words.set(['apple', 'pear', 'plum']);
  const { named } = await record(() => {
    new WordList().take('in another tab');
    // The take of the other tab is listed here.
    page.words.listed(['in another tab']);
  });
  expect(named).toBe('apple');
  expect(page.words.next).toBe('pear');
});

test('Back and Skip are disabled from when a take has its name until it has ended', async () => {
  const prompt = new WordPrompt();
  Object.assign(prompt, { words: page.words, recording: page.recording });
  const disabled = () => bound(prompt.render(), '?disabled');
  page.words.set(['apple', 'pear', 'plum']);
  page.words.move(1);
  expect(disabled()).toEqual([false, false]);
  await record(() => expect(disabled()).toEqual([true, true]));
  expect(disabled()).toEqual([true, true]);
  await page.stage.run(page.recording.stop());
  expect(disabled()).toEqual([false, false]);
});
