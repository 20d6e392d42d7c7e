import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Take, TakeFile } from '../../../src/engine/takes/take.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import { SavingModel } from '../../../src/ui/takes/saving-model.ts';

/** The folder that is chosen, in any tab. */
let chosen: string | undefined;
/** The person's answer to the question for a folder. */
let answer: Promise<string | undefined>;
vi.mock('../../../src/engine/save/save-folder.ts', () => ({
  SaveFolder: class {
    readonly name = () => Promise.resolve(chosen);
    readonly choose = () => answer;
  },
}));
/** Where each copy went. */
const places: (string | undefined)[] = [];
vi.mock('../../../src/ui/takes/save-take.ts', () => ({
  saveTake: async (_: unknown, folder?: () => Promise<{ name(): Promise<string> }>) =>
    void places.push(await (await folder?.())?.name()),
}));

const TAKE = { id: 'a', name: 'Interview' } as Take;
const FILE = { file: 'audio.wav' } as TakeFile;

let saving: SavingModel;
beforeEach(() => {
  places.length = 0;
  vi.stubGlobal('indexedDB', { databases: async () => [{}] });
  const notices = new NoticesModel();
  const parts = { notices, savePicker: true, folderPicker: true };
  saving = new SavingModel(parts as unknown as ConstructorParameters<typeof SavingModel>[0]);
});
afterEach(() => vi.unstubAllGlobals());

test('a folder that another tab forgot is not saved to: the next save asks for a place', async () => {
  chosen = 'Recordings';
  await saving.refresh();
  await saving.save(TAKE, FILE);
  chosen = undefined;
  await saving.save(TAKE, FILE);
  expect(places).toEqual(['Recordings', undefined]);
  expect(saving.folderName).toBeUndefined();
});

test('what is read while the browser asks for a folder does not take the place of the answer', async () => {
  chosen = undefined;
  let read = (_: object[]) => {};
  vi.stubGlobal('indexedDB', { databases: () => new Promise((resolve) => (read = resolve)) });
  answer = Promise.resolve('Recordings');
  const choosing = saving.chooseFolder();
  // The window got its focus back.
  const reading = saving.refresh();
  await choosing;
  read([]);
  await reading;
  expect(saving.folderName).toBe('Recordings');
});

test('a folder that another tab chose is saved to once it is read again', async () => {
  chosen = undefined;
  await saving.refresh();
  chosen = 'Recordings';
  await saving.refresh();
  await saving.save(TAKE, FILE);
  expect(places).toEqual(['Recordings']);
});
