import { beforeEach, expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import type { EditOperation } from '../../../src/shared/edit/edit-list.ts';
import { EditReplay, type EditEvent } from '../../../src/shared/edit/edit-replay.ts';
import { MarkerReplay } from '../../../src/shared/take/marker-replay.ts';
import { TakeView } from '../../../src/ui/editor/take-view.ts';
import type { TakeDesk } from '../../../src/ui/take-page/take-desk.ts';
import { TakeEditor } from '../../../src/ui/take-page/take-editor.ts';

const FRAMES = 60_000;

let frames: number;
let edits: EditReplay;
let markers: MarkerReplay;
let view: TakeView;
let editor: TakeEditor;
let written: EditOperation[];
let heard: unknown[];
let position: number;
let splits: (readonly number[])[];
/** Called when the take is split. */
let whenSplit: (() => void) | undefined;
/** Why the take cannot be split. */
let bar: string | undefined;
/** What the toast says was deleted or split. */
let offered: string[];
let takenBack: string[];
let deletions = 0;
let refusesDeletion = false;
/** Sets the marker again that was deleted last. */
let putBack: (() => void) | undefined;
let mayPlay = true;
/** Whether another tab uses the take, which then cannot be written to. */
let inUse = false;
let told: (string | undefined)[];
/** Whether the recording plays without its edits. */
let playsOriginal = false;
/** Opens the page anew. */
let reopen: () => void;
/** What a field with the focus does when the typing in it is ended. */
let typing: (() => void) | undefined;

const take = () =>
  ({
    id: 'one',
    frames,
    inUse,
    spec: { source: 'microphone' },
    files: [{ file: 'audio.wav' }],
    edits: edits.edits,
    markers: markers.markers,
  }) as unknown as Take;

/** The log takes a moment. */
const log = async (event: EditEvent) => {
  await Promise.resolve();
  edits.apply(event);
};

beforeEach(() => {
  frames = FRAMES;
  edits = new EditReplay();
  markers = new MarkerReplay();
  view = new TakeView();
  view.setFrames(FRAMES);
  written = [];
  heard = [];
  splits = [];
  bar = undefined;
  offered = [];
  takenBack = [];
  putBack = undefined;
  whenSplit = undefined;
  typing = undefined;
  position = 0;
  mayPlay = true;
  inUse = false;
  told = [];
  playsOriginal = false;
  const desk = {
    view,
    get original() {
      return playsOriginal && edits.edits.state !== 0;
    },
    set original(original: boolean) {
      playsOriginal = original;
    },
    get position() {
      return position;
    },
    get take() {
      return take();
    },
    mayPlay: () => mayPlay,
    hear: async (span: unknown) => void heard.push({ span, original: editor.original }),
  } as unknown as TakeDesk;
  reopen = () => {
    editor = new TakeEditor({
      splitting: {
        bar: () => bar,
        split: async (_, places) => {
          splits.push(places);
          whenSplit?.();
          return true;
        },
        takeBack: () => {
          const last = offered.pop();
          if (last !== undefined) takenBack.push(last);
          return last !== undefined;
        },
      },
      offerMarker: (again) => (putBack = again),
      finishTyping: () => typing?.(),
      redraw: () => {},
      edits: {
        edit: (_, edit) => {
          written.push(edit);
          return log({ type: 'edited', edit });
        },
        undo: () => log({ type: 'edit-undone' }),
        redo: () => log({ type: 'edit-redone' }),
        addMarker: async (_, marker) => markers.apply({ type: 'marker', label: '', ...marker }),
        changeMarker: async (_, id, change) => {
          if (inUse) throw new Error('in use');
          markers.apply({ type: 'marker-changed', id, ...change });
        },
        deleteMarker: async (_, id) => {
          if (refusesDeletion) throw new Error('in use');
          deletions++;
          markers.apply({ type: 'marker-deleted', id });
        },
      },
      change: async (action, about) => {
        await action().catch(() => told.push(about));
        view.setFrames(editor.frames);
      },
      desk,
      changed: async () => {},
    });
  };
  reopen();
});

test('an edit that is asked for again before it is made is made once', async () => {
  view.select(1000, 2000);
  await Promise.all([editor.cut(), editor.cut(), editor.cut()]);
  expect(written).toEqual([{ kind: 'cut', from: 1000, to: 2000 }]);
  await editor.undo();
  expect(editor.edited).toBe(false);
  view.select(1000, 2000);
  await editor.cut();
  expect(written).toHaveLength(2);
});

test('a take that was continued in another tab is as long as it is now, also without an edit', () => {
  expect(editor.frames).toBe(FRAMES);
  frames += 5000;
  expect(editor.frames).toBe(FRAMES + 5000);
});

test('a fade may be made twice, one after the other', async () => {
  view.select(1000, 2000);
  await editor.change('fade-in');
  await editor.change('fade-in');
  expect(written).toHaveLength(2);
});

test('a gain that is asked for twice, the second time before the first is made, is made twice', async () => {
  view.select(1000, 2000);
  await Promise.all([editor.gain(6), editor.gain(6)]);
  expect(written).toHaveLength(2);
});

test('where a marker is, no second one is set', async () => {
  await Promise.all([editor.mark(10), editor.mark(10), editor.mark(11)]);
  await editor.mark(11);
  expect(editor.markers.map(({ frame, label }) => [frame, label])).toEqual([
    [10, 'Marker 1'],
    [11, 'Marker 2'],
  ]);
});

test('in a take of which all is cut no marker is set, which nobody would see', async () => {
  view.select(0, FRAMES);
  await editor.cut();
  expect(editor.frames).toBe(0);
  await editor.mark(0);
  expect(markers.markers).toEqual([]);
});

test('markers set at once, and after others were deleted, have numbers of their own', async () => {
  await Promise.all([editor.mark(0), editor.mark(10), editor.mark(20)]);
  await editor.deleteMark(editor.markers[1]!);
  await editor.mark(30);
  expect(editor.markers.map(({ label }) => label)).toEqual(['Marker 1', 'Marker 3', 'Marker 4']);
});

test('a place of the recording is heard in the recording, which is shown without its edits', async () => {
  await editor.hear({ from: 1, until: 2 });
  view.select(1000, 2000);
  await editor.cut();
  await editor.hear({ from: 1, until: 2 });
  expect(heard).toEqual([
    { span: { from: 1, until: 2 }, original: false },
    { span: { from: 1, until: 2 }, original: true },
  ]);
});

test('a page that is come back to shows the recording without its edits if that plays on', async () => {
  view.select(1000, 2000);
  await editor.cut();
  expect([editor.original, editor.frames]).toEqual([false, FRAMES - 1000]);
  playsOriginal = true;
  reopen();
  expect([editor.original, editor.frames]).toEqual([true, FRAMES]);
});

test('while nothing may be played, a place that is to be heard leaves what is shown as it is', async () => {
  view.select(1000, 2000);
  await editor.cut();
  mayPlay = false;
  await editor.hear({ from: 1, until: 2 });
  expect(heard).toEqual([]);
  expect(editor.original).toBe(false);
});

test('a take is split where the recording plays at the playhead, after the edits that were asked for before', async () => {
  view.select(1000, 2000);
  const cut = editor.cut();
  position = 3000;
  const split = editor.split();
  // Too late: the take is being split.
  const second = editor.split();
  const marked = editor.mark(10);
  await Promise.all([cut, split, second, marked]);
  expect(written).toHaveLength(1);
  expect(splits).toEqual([[3000]]);
  expect(editor.markers).toEqual([]);
  expect(editor.held).toBe(true);
});

test('a take is not split at its start, at its end, or while it is shown without its edits', async () => {
  view.select(1000, 2000);
  await editor.cut();
  for (const at of [0, editor.frames]) {
    position = at;
    expect(editor.canSplit).toBe(false);
    await editor.split();
  }
  position = 1;
  expect(editor.canSplit).toBe(true);
  await editor.setOriginal(true);
  expect(editor.canSplit).toBe(false);
  expect(editor.markedPlaces).toEqual([]);
  await editor.split();
  expect(splits).toEqual([]);
});

test('a take is split at its markers, each place once, without those at its ends and those that were cut', async () => {
  for (const frame of [0, 5000, 1500, 5000, 800, FRAMES]) await editor.mark(frame);
  view.select(1000, 2000);
  await editor.cut();
  expect(editor.markedPlaces).toEqual([800, 5000]);
  await editor.splitAtMarkers();
  expect(splits).toEqual([[800, 5000]]);
});

test('a name that is being typed when a split begins is written before it', async () => {
  await editor.mark(5000);
  const [marker] = editor.markers;
  const labels: string[] = [];
  whenSplit = () => labels.push(...editor.markers.map(({ label }) => label));
  typing = () => void editor.changeMark(marker!, { label: 'Chorus' });
  position = 3000;
  await editor.split();
  expect(labels).toEqual(['Chorus']);
  expect(splits).toEqual([[3000]]);
});

test('a name that was typed when the take came into use elsewhere is told with the error', async () => {
  await editor.mark(5000);
  const [marker] = editor.markers;
  inUse = true;
  expect(await editor.changeMark(marker!, { label: 'Chorus' })).toBe(false);
  expect(told).toEqual(['Chorus']);
  // What is not typed can be done again at once.
  expect(await editor.changeMark(marker!, { kind: 'chapter' })).toBe(false);
  expect(told).toHaveLength(1);
  inUse = false;
  expect(await editor.changeMark(marker!, { label: 'Chorus' })).toBe(true);
  expect(editor.markers).toMatchObject([{ label: 'Chorus' }]);
});

test('while something bars it, a take is not split by a key either, and can be changed', async () => {
  await editor.mark(5000);
  position = 3000;
  bar = 'A take is recorded';
  await editor.split();
  await editor.splitAtMarkers();
  expect(splits).toEqual([]);
  expect([editor.held, editor.splitBar]).toEqual([false, bar]);
  await editor.mark(10);
  expect(editor.markers).toHaveLength(2);
});

test('by key a split is taken back right after it, before edits that the part has of its take, and after its own', async () => {
  view.select(1000, 2000);
  await editor.cut();
  // The page of the first part, which has the cut.
  reopen();
  offered = ['deleted before', 'split'];
  await editor.undoLast();
  expect([takenBack, editor.edited]).toEqual([['split'], true]);
  view.select(3000, 4000);
  const cut = editor.cut();
  await Promise.all([cut, editor.undoLast()]);
  expect([takenBack, edits.edits.operations.length]).toEqual([['split'], 1]);
  await editor.undoLast();
  expect(edits.edits.operations).toEqual([]);
  await editor.undoLast();
  expect(takenBack).toEqual(['split', 'deleted before']);
  // The button is for edits alone.
  offered = ['deleted'];
  await editor.undo();
  expect(offered).toEqual(['deleted']);
});

test('a marker that was deleted is set again with its name and its kind; one that could not be deleted is not', async () => {
  await editor.mark(5000);
  const [marker] = editor.markers;
  await editor.changeMark(marker!, { label: 'Chorus', kind: 'chapter' });
  refusesDeletion = true;
  await editor.deleteMark(editor.markers[0]!);
  expect(putBack).toBeUndefined();
  refusesDeletion = false;
  const [last] = editor.markers;
  deletions = 0;
  await Promise.all([editor.deleteMark(last!), editor.deleteMark(last!)]);
  expect(editor.markers).toEqual([]);
  expect(deletions).toBe(1);
  putBack!();
  // The next change waits for it.
  await editor.mark(5000);
  expect(editor.markers).toMatchObject([{ frame: 5000, label: 'Chorus', kind: 'chapter' }]);
});

test('Undo and Redo show the take with its edits again: what they change would not be seen', async () => {
  view.select(1000, 2000);
  await editor.cut();
  view.select(3000, 4000);
  await editor.cut();
  await editor.setOriginal(true);
  await editor.undo();
  expect([playsOriginal, edits.edits.operations.length]).toEqual([false, 1]);
  await editor.setOriginal(true);
  await editor.redo();
  expect([playsOriginal, edits.edits.operations.length]).toEqual([false, 2]);
});
