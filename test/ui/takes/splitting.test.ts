import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { JobsModel } from '../../../src/ui/convert/jobs-model.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import { TakesModel } from '../../../src/ui/library/takes-model.ts';
import { NoticesModel } from '../../../src/ui/notices/notices-model.ts';
import type { RecordingModel } from '../../../src/ui/record/recording-model.ts';
import { splitTake, splittingFor, undoSplit, type SplittingApp } from '../../../src/ui/takes/splitting.ts';
import { Folders, recordedAudio } from '../../engine/edit/memory-takes.ts';
import { FakeLocks } from '../../engine/takes/fake-tree.ts';

/** Whether a take is recorded. */
class Recording extends Model {
  settled = false;

  set(settled: boolean): void {
    this.settled = settled;
    this.changed();
  }
}

let locks: FakeLocks;
let folders: Folders;
let recording: Recording;
let opened: string[];
/** The takes whose word is not the next one again. */
let kept: string[];
let app: SplittingApp;
let whole: Take;
beforeEach(async () => {
  locks = new FakeLocks();
  vi.stubGlobal('navigator', { locks });
  folders = new Folders();
  folders.record('whole', recordedAudio());
  recording = new Recording();
  opened = [];
  kept = [];
  const notices = new NoticesModel();
  const { library } = folders;
  app = {
    recorder: { takes: library },
    recording: recording as unknown as RecordingModel,
    takes: new TakesModel(library, notices),
    jobs: new JobsModel(notices),
    notices,
    naming: { words: { keep: (id) => void kept.push(id) } },
    route: { page: 'take', takeId: 'whole', openTake: (id) => void opened.push(id) },
  };
  await app.takes.refresh();
  whole = app.takes.find('whole')!;
});
afterEach(() => vi.unstubAllGlobals());

const listed = () => (app.takes.all ?? []).map(({ name }) => name).sort();
const partNamed = (name: string) => app.takes.all!.find((take) => take.name === name)!;
/** A job of this take that never ends. */
const busy = (id: string) => void app.jobs.run(id, 'Saving', 'save-failed', () => new Promise(() => {}));

/** Begins a split, and a recording before its second part is copied. */
async function interrupted() {
  folders.beforeWrite = (_, event) => {
    if (event?.type === 'created') recording.set(true);
  };
  const split = splitTake(app, whole, [1500]);
  await vi.waitFor(() => expect(recording.settled).toBe(true));
  return { split, job: app.jobs.of('whole')! };
}

describe('a split', () => {
  test('opens its first part, and its toast says where the take is, which Undo brings back', async () => {
    expect(await splitTake(app, whole, [1500])).toBe(true);
    expect(listed()).toEqual(['Talk (1)', 'Talk (2)']);
    expect(opened).toEqual([partNamed('Talk (1)').id]);
    expect(kept).toEqual(['whole']);
    expect(app.notices.toast).toMatchObject({
      text: 'Split into 2 takes. The original is in Deleted takes.',
      action: { label: 'Undo' },
    });
    // Another toast takes its place: Undo is the list's, too.
    app.notices.mention('saved', 'Saved');
    expect(await app.takes.deletions.undo()).toEqual([whole]);
    expect(listed()).toEqual(['Talk']);
    expect([...folders.folders.keys()]).toEqual(['whole']);
  });

  test('is taken back by key as long as its toast says so', async () => {
    const { takeBack } = splittingFor(app);
    expect(takeBack()).toBe(false);
    await splitTake(app, whole, [1500]);
    expect(takeBack()).toBe(true);
    await vi.waitFor(() => expect(listed()).toEqual(['Talk']));
    await splitTake(app, whole, [1500]);
    app.notices.mention('saved', 'Saved');
    expect(takeBack()).toBe(false);
    expect(listed()).toEqual(['Talk (1)', 'Talk (2)']);
  });

  test('waits for the name that was typed just before it', async () => {
    void app.takes.rename(whole, 'Speech');
    await splitTake(app, whole, [1500]);
    expect(listed()).toEqual(['Speech (1)', 'Speech (2)']);
  });

  test('offers Undo also if another user takes the take right after it', async () => {
    const { library } = folders;
    const discard = async () => Promise.reject(new CapstanError('take-busy'));
    app = { ...app, recorder: { takes: Object.assign(library, { discard }) } };
    await splitTake(app, whole, [1500]);
    expect(listed()).toEqual(['Talk (1)', 'Talk (2)']);
    expect(app.notices.toast?.action?.label).toBe('Undo');
    expect(app.notices.all).toEqual([]);
  });

  test('does not begin while a take is recorded or the take has a job, and says why', async () => {
    const { bar, split } = splittingFor(app);
    expect(bar(whole)).toBeUndefined();
    recording.set(true);
    expect(bar(whole)).toBe('A take can be split when the recording has ended');
    expect(await split(whole, [1500])).toBe(false);
    recording.set(false);
    busy('whole');
    expect(bar(whole)).toBe('This take can be split when this has ended: Saving');
    expect(await split(whole, [1500])).toBe(false);
    expect([...folders.folders.keys()]).toEqual(['whole']);
    expect(kept).toEqual([]);
  });

  test('of a take that another tab deleted tells so, and lists the takes anew', async () => {
    folders.append('whole', { type: 'deleted', at: 2 });
    const told = vi.spyOn(app.notices, 'failWith');
    expect(await splitTake(app, whole, [1500])).toBe(false);
    const gone = expect.objectContaining({ code: 'take-not-found' });
    expect(told).toHaveBeenCalledWith(gone, 'storage-failed', whole.name);
    expect(listed()).toEqual([]);
    expect(app.notices.toast).toBeUndefined();
  });
});

describe('a recording that begins during a split', () => {
  test('has the disk to itself until it has ended, where the room is known', async () => {
    const { split, job } = await interrupted();
    await vi.waitFor(() => expect(job.words).toBe('The split goes on after the recording'));
    expect(job.fraction).toBeUndefined();
    expect(await app.takes.deletions.undo()).toEqual([]);
    recording.set(false);
    folders.beforeWrite = () => {};
    expect(await split).toBe(true);
    expect(job.words).toBe('Splitting the take');
    expect(listed()).toEqual(['Talk (1)', 'Talk (2)']);
  });

  test('does not keep the waiting split from being cancelled', async () => {
    const { split, job } = await interrupted();
    await vi.waitFor(() => expect(job.words).toBe('The split goes on after the recording'));
    job.cancel();
    expect(await split).toBe(false);
    expect([...folders.folders.keys()]).toEqual(['whole']);
    expect(app.notices.all).toEqual([]);
  });

  test('ends the waiting split when the room becomes short', async () => {
    const { split, job } = await interrupted();
    await vi.waitFor(() => expect(job.words).toBe('The split goes on after the recording'));
    folders.room = 1e6;
    // Once more, as every 10 s.
    recording.set(true);
    expect(await split).toBe(false);
    expect([...folders.folders.keys()]).toEqual(['whole']);
    expect(app.notices.all).toHaveLength(1);
  });

  test('ends the split where nobody knows the room, and the person is told', async () => {
    folders.room = undefined;
    const { split } = await interrupted();
    expect(await split).toBe(false);
    expect([...folders.folders.keys()]).toEqual(['whole']);
    expect(listed()).toEqual(['Talk']);
    expect(app.notices.all).toMatchObject([{ title: 'The split was cancelled, because a recording began' }]);
  });
});

describe('Undo of a split', () => {
  test('of a part comes before that of the take, and of neither while the part is being split', async () => {
    await splitTake(app, whole, [1500]);
    const part = partNamed('Talk (2)');
    const second = splitTake(app, part, [700]);
    expect(app.notices.toast).toBeUndefined();
    expect(await app.takes.deletions.undo()).toEqual([]);
    expect(await second).toBe(true);
    expect(listed()).toEqual(['Talk (1)', 'Talk (2) (1)', 'Talk (2) (2)']);
    // Pressed twice in a row.
    await Promise.all([app.takes.deletions.undo(), app.takes.deletions.undo()]);
    expect(listed()).toEqual(['Talk']);
    expect([...folders.folders.keys()]).toEqual(['whole']);
  });

  test('waits while one of its parts is saved', async () => {
    await splitTake(app, whole, [1500]);
    busy(partNamed('Talk (1)').id);
    expect(await app.takes.deletions.undo()).toEqual([]);
    expect(listed()).toEqual(['Talk (1)', 'Talk (2)']);
    expect(app.notices.toast?.text).toBe(
      'A part of the split is in use. Undo the split when that has ended.',
    );
  });

  test('takes its toast away at once, and a second press does nothing', async () => {
    await splitTake(app, whole, [1500]);
    const restored = vi.spyOn(app.takes, 'restore');
    const { run } = app.notices.toast!.action!;
    run();
    expect(app.notices.toast).toBeUndefined();
    run();
    await vi.waitFor(() => expect(listed()).toEqual(['Talk']));
    expect(restored).toHaveBeenCalledOnce();
  });

  /** Undoes a split into three parts. Resolves with the names of those that remain. */
  async function undone(before: (parts: readonly Take[]) => void): Promise<string[]> {
    await splitTake(app, whole, [1000, 2000]);
    const parts = ['Talk (1)', 'Talk (2)', 'Talk (3)'].map(partNamed);
    before(parts);
    await undoSplit(app, whole, parts);
    await app.takes.refresh();
    return listed();
  }

  test('goes on if a part was removed for good, and that is no error', async () => {
    expect(await undone(([part]) => void folders.folders.delete(part!.id))).toEqual(['Talk']);
    expect(app.notices.all).toEqual([]);
  });

  test('keeps a part that is in use, and removes the others', async () => {
    expect(await undone(([part]) => busy(part!.id))).toEqual(['Talk', 'Talk (1)']);
  });

  test('puts a part that was changed since among the deleted takes', async () => {
    const changed = ([part]: readonly Take[]) => folders.append(part!.id, { type: 'starred' });
    expect(await undone(changed)).toEqual(['Talk']);
    expect([...folders.folders.keys()]).toHaveLength(2);
  });

  test('removes no part where the take itself was removed for good', async () => {
    expect(await undone(() => void folders.folders.delete('whole'))).toEqual([
      'Talk (1)',
      'Talk (2)',
      'Talk (3)',
    ]);
  });

  test('tells if the takes cannot be listed', async () => {
    const told = vi.spyOn(app.notices, 'failWith');
    const list = () => Promise.reject(new CapstanError('storage-failed'));
    await undone(() => Object.assign(app.recorder.takes, { list }));
    expect(told.mock.calls).toMatchObject([[{ code: 'storage-failed' }, 'storage-failed', undefined]]);
  });
});
