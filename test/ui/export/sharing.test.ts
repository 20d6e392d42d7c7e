import { beforeEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { JobsModel } from '../../../src/ui/convert/jobs-model.ts';
import { Sharing } from '../../../src/ui/export/sharing.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import type { ChosenFile } from '../../../src/ui/takes/read-as-job.ts';
import { loadErrorWords } from '../../../src/ui/text/error-text.ts';

const take = (id: string, more: Partial<Take> = {}): Take =>
  ({ id, name: id, frames: 10, files: [{}], edits: NO_EDITS, markers: [], ...more }) as unknown as Take;
const chosen = (...takes: Take[]): ChosenFile[] =>
  takes.map((take) => ({
    take,
    file: { file: 'audio.wav', suggestedName: `${take.id}.wav`, mimeType: 'audio/wav' } as ChosenFile['file'],
  }));
const A = chosen(take('a'));
const B = chosen(take('b'));
const [READY, TOO_LARGE, TOO_MANY] = [
  'Ready. Press Share.',
  'This is too large for this browser to share. Use Download, or Convert to a smaller format first.',
  'These are too many files for this browser to share. Use Download, or share at most 10 takes at once.',
];

/** Names of the files of each share. */
let shared: string[][];
/** What the browser does with files. */
let sheet: () => Promise<void>;
let userActivation: { isActive: boolean } | undefined;
/** Takes whose files are not given before this is called. */
let slow: Map<string, () => void>;
let reads: string[];
let bytes: number;
let notices: NoticesModel;
let jobs: JobsModel;
let sharing: Sharing;
beforeEach(async () => {
  await loadErrorWords();
  shared = [];
  slow = new Map();
  reads = [];
  bytes = 1;
  sheet = () => Promise.resolve();
  userActivation = { isActive: true };
  const share = async ({ files }: { files: File[] }) => {
    shared.push(files.map(({ name }) => name));
    // Whatever comes of it.
    const refused = userActivation?.isActive === false;
    if (userActivation !== undefined) userActivation.isActive = false;
    if (refused) throw new DOMException('not pressed', 'NotAllowedError');
    await sheet();
  };
  vi.stubGlobal('navigator', {
    share,
    get userActivation() {
      return userActivation;
    },
  });
  notices = new NoticesModel();
  jobs = new JobsModel(notices);
  const read = async (id: string) => {
    reads.push(id);
    if (slow.has(id)) await new Promise<void>((resolve) => slow.set(id, resolve));
    return { size: bytes, name: id } as File;
  };
  // A file of any size, without its bytes.
  vi.stubGlobal(
    'File',
    class {
      readonly size: number;
      readonly name: string;
      constructor([content]: [File], name: string) {
        this.size = content.size;
        this.name = name;
      }
    },
  );
  sharing = new Sharing({ recorder: { takes: { read } }, jobs, notices });
});

/** Presses Share. */
function press(
  files: readonly ChosenFile[],
  takes: readonly Take[] = files.map(({ take }) => take),
): Promise<void> {
  if (userActivation !== undefined) userActivation.isActive = true;
  return sharing.share(files, takes);
}

function refuse(): Promise<void> {
  return Promise.reject(new DOMException('Permission denied', 'NotAllowedError'));
}

test('files of a dialog that was closed are not shared when they are ready', async () => {
  slow.set('a', () => {});
  const first = press(A);
  sharing.forget();
  slow.get('a')!();
  await first;
  expect(shared).toEqual([]);
});

test('a dialog that shows another take shares only that, however late the one before is ready', async () => {
  slow.set('a', () => {});
  const first = press(A);
  await vi.waitFor(() => expect(jobs.of('a')).toBeDefined());
  sharing.forget();
  slow.get('a')!();
  await press(B);
  await first;
  expect(shared).toEqual([['b.wav']]);
  expect(sharing.told(B)).toBeUndefined();
  expect(jobs.running).toBe(false);
});

test('files that are ready too late wait for another press, unless their take was edited since', async () => {
  slow.set('a', () => {});
  const first = press(A);
  userActivation!.isActive = false;
  slow.get('a')!();
  await first;
  expect(sharing.told(A)).toBe(READY);
  const edited = chosen(take('a', { edits: { ...NO_EDITS, state: 1 } }));
  expect(sharing.told(edited)).toBeUndefined();

  sheet = () => Promise.resolve();
  await press(A);
  expect(sharing.told(A)).toBeUndefined();
  expect(reads).toEqual(['a']);
});

test('what is too large for the browser is told so, whether or not it was read before', async () => {
  sheet = refuse;
  bytes = 50 * 2 ** 20 + 1;
  await press(A);
  expect(sharing.told(A)).toBe(TOO_LARGE);
  await press(A);
  expect(sharing.told(A)).toBe(TOO_LARGE);
  expect(reads).toEqual(['a']);
  expect(notices.all).toEqual([]);
});

test('too many files are told so, and what is refused for another reason is not said to be too large', async () => {
  sheet = refuse;
  const many = chosen(...Array.from({ length: 11 }, (_, index) => take(`t${index}`)));
  await press(many);
  expect(sharing.told(many)).toBe(TOO_MANY);
  await press(A);
  expect(sharing.told(A)).toBe('This browser refused to share this. Use Download.');
});

test('a browser that does not tell whether a press counts is asked once more', async () => {
  userActivation = undefined;
  sheet = refuse;
  bytes = 60 * 2 ** 20;
  await press(A);
  expect(sharing.told(A)).toBe(READY);
  await press(A);
  expect(sharing.told(A)).toBe(TOO_LARGE);
});

test('a second press while the first is at work does nothing', async () => {
  let end = () => {};
  sheet = () => new Promise((resolve) => (end = resolve));
  const first = press(A);
  await press(A);
  await vi.waitFor(() => expect(shared).toHaveLength(1));
  await press(A);
  end();
  await first;
  expect(shared).toHaveLength(1);
  expect(notices.all).toEqual([]);
  sheet = () => Promise.resolve();
  await press(A);
  expect(shared).toHaveLength(2);
});

test('whoever closes the sheet has the files ready for the next press, and is told nothing', async () => {
  sheet = () => Promise.reject(new DOMException('closed', 'AbortError'));
  await press(A);
  expect(sharing.told(A)).toBeUndefined();
  expect(notices.all).toEqual([]);
  sheet = () => Promise.resolve();
  await press(A);
  expect(shared).toHaveLength(2);
  expect(reads).toEqual(['a']);
});

test('a share that fails is told, and what it had is read anew', async () => {
  sheet = () => Promise.reject(new DOMException('gone', 'DataError'));
  await press(A);
  expect(notices.all).toMatchObject([{ title: 'Not shared: a', detail: 'DataError: gone' }]);
  await press(A);
  expect(reads).toEqual(['a', 'a']);
});

test('that a take could not be read is told until it is shared', async () => {
  notices.failWith(new Error('gone'), 'save-failed', 'a');
  expect(notices.all).toHaveLength(1);
  await press(A);
  expect(notices.all).toEqual([]);
});

test('that a share failed is told until the next one works, or the dialog is closed', async () => {
  const fail = () => Promise.reject(new DOMException('gone', 'DataError'));
  sheet = fail;
  await press(A);
  sheet = () => Promise.resolve();
  await press(A);
  expect(notices.all).toEqual([]);
  sheet = fail;
  await press(A);
  expect(notices.all).toHaveLength(1);
  sharing.forget();
  expect(notices.all).toEqual([]);
});

test('a share while another one is open, perhaps in another tab, says so, and has its files ready for the next press', async () => {
  sheet = () => Promise.reject(new DOMException('already open', 'InvalidStateError'));
  await press(A);
  expect(sharing.told(A)).toBe('Another share is still open: close it first.');
  expect(notices.all).toEqual([]);
  sheet = () => Promise.resolve();
  await press(A);
  expect([shared.length, reads, sharing.told(A)]).toEqual([2, ['a'], undefined]);
});

test('of several takes, one of which all is cut is left out, and one without a file, which is told', async () => {
  const edits = { operations: [{ kind: 'cut', from: 0, to: 10 }], canUndo: true, canRedo: false, state: 1 };
  const cut = take('cut', { edits } as unknown as Partial<Take>);
  const files = chosen(take('a'), cut, take('b'));
  await press(files, [...files.map(({ take }) => take), take('bare', { files: [] })]);
  expect(shared).toEqual([['a.wav', 'b.wav']]);
  const lines = ['No file: bare', 'All of it is cut, and Undo brings it back: cut'];
  expect(notices.all).toMatchObject([{ title: '2 takes passed over', lines }]);
  // The next one has all.
  await press(A);
  expect(notices.all).toEqual([]);
});
