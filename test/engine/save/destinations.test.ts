import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { saveToPickedFile } from '../../../src/engine/save/destinations.ts';

const AS = { suggestedName: 'Interview.wav', mimeType: 'audio/wav' };

/** A file that the person picked, which the picker has made or emptied. */
class PickedFile {
  readonly name = 'Interview.wav';
  content = '';
  removed = false;
  /** Why nothing can be written. */
  refusal: Error | undefined;

  async getFile(): Promise<File> {
    return new File([this.content], this.name);
  }

  async createWritable(): Promise<WritableStream<Uint8Array>> {
    let written = '';
    return new WritableStream({
      write: (chunk) => {
        if (this.refusal !== undefined) throw this.refusal;
        written += new TextDecoder().decode(chunk);
      },
      close: () => void (this.content = written),
    });
  }

  async remove(): Promise<void> {
    this.removed = true;
  }
}

let picked: PickedFile;
beforeEach(() => {
  picked = new PickedFile();
  vi.stubGlobal('window', { showSaveFilePicker: async () => picked });
});
afterEach(() => vi.unstubAllGlobals());

const sound = async () => new File(['sound'], 'audio.wav');

test('a file that was saved stays', async () => {
  expect(await saveToPickedFile(sound, AS)).toEqual({ outcome: 'saved', to: 'Interview.wav' });
  expect([picked.content, picked.removed]).toEqual(['sound', false]);
});

test('no empty file remains of a save that was cancelled', async () => {
  const abort = new AbortController();
  const open = async () => {
    abort.abort();
    return sound();
  };
  expect(await saveToPickedFile(open, AS, { signal: abort.signal })).toEqual({ outcome: 'cancelled' });
  expect(picked.removed).toBe(true);
});

test('no empty file remains of a save that failed, which is told', async () => {
  picked.refusal = new DOMException('full', 'QuotaExceededError');
  await expect(saveToPickedFile(sound, AS)).rejects.toMatchObject({ code: 'save-failed' });
  expect(picked.removed).toBe(true);
});

test('a place without room is no full storage: what to do is to choose another place', async () => {
  picked.refusal = new DOMException('full', 'QuotaExceededError');
  await expect(saveToPickedFile(sound, AS)).rejects.toMatchObject({
    code: 'save-failed',
    detail: 'there is no room at that place: QuotaExceededError: full',
  });
});

test('what the file held stays, where the picker has not emptied it', async () => {
  picked.content = 'another sound';
  picked.refusal = new Error('not now');
  await expect(saveToPickedFile(sound, AS)).rejects.toMatchObject({ code: 'save-failed' });
  expect([picked.content, picked.removed]).toEqual(['another sound', false]);
});

test('a browser that cannot remove the file tells only why the save failed', async () => {
  picked.refusal = new Error('not now');
  Object.assign(picked, { remove: undefined });
  await expect(saveToPickedFile(sound, AS)).rejects.toMatchObject({
    code: 'save-failed',
    detail: 'Error: not now',
  });
});

test('a file that went away with its folder is told as it is; one that cannot be removed, too', async () => {
  picked.refusal = new Error('unplugged');
  picked.getFile = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
  await expect(saveToPickedFile(sound, AS)).rejects.toMatchObject({ detail: 'Error: unplugged' });
  picked.getFile = () => Promise.reject(new DOMException('refused', 'NotAllowedError'));
  await expect(saveToPickedFile(sound, AS)).rejects.toMatchObject({
    detail: 'Error: unplugged; nor could what is left of it be removed: NotAllowedError: refused',
  });
});

test('a save that was cancelled is cancelled, also where its empty file cannot be removed', async () => {
  picked.remove = () => Promise.reject(new DOMException('unplugged', 'NotFoundError'));
  const abort = new AbortController();
  const open = async () => {
    abort.abort();
    return sound();
  };
  expect(await saveToPickedFile(open, AS, { signal: abort.signal })).toEqual({ outcome: 'cancelled' });
});

test.each([
  ['Interview.wav', [{ description: 'Audio', accept: { 'audio/wav': ['.wav'] } }]],
  // An extension without a dot would make the browser refuse to ask at all.
  ['Interview', []],
])('for the name %s the picker offers the files of its extension', async (suggestedName, types) => {
  const pick = vi.fn(async () => picked);
  vi.stubGlobal('window', { showSaveFilePicker: pick });
  await saveToPickedFile(sound, { ...AS, suggestedName });
  expect(pick).toHaveBeenCalledWith({ suggestedName, types });
});
