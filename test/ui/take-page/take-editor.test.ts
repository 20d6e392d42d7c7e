import { beforeEach, expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import type { EditOperation } from '../../../src/shared/edit/edit-list.ts';
import { EditReplay, type EditEvent } from '../../../src/shared/edit/edit-replay.ts';
import { MarkerReplay } from '../../../src/shared/take/marker-replay.ts';
import { TakeView } from '../../../src/ui/editor/take-view.ts';
import type { TakeDesk } from '../../../src/ui/take-page/take-desk.ts';
import { TakeEditor } from '../../../src/ui/take-page/take-editor.ts';

const FRAMES = 60_000;

let edits: EditReplay;
let markers: MarkerReplay;
let view: TakeView;
let editor: TakeEditor;
let written: EditOperation[];
let heard: unknown[];

const take = () =>
  ({
    id: 'one',
    frames: FRAMES,
    inUse: false,
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
  edits = new EditReplay();
  markers = new MarkerReplay();
  view = new TakeView();
  view.setFrames(FRAMES);
  written = [];
  heard = [];
  const desk = {
    view,
    position: 0,
    get take() {
      return take();
    },
    hear: async (span: unknown) => void heard.push({ span, original: editor.original }),
  } as unknown as TakeDesk;
  editor = new TakeEditor({
    edits: {
      edit: (_, edit) => {
        written.push(edit);
        return log({ type: 'edited', edit });
      },
      undo: () => log({ type: 'edit-undone' }),
      redo: () => log({ type: 'edit-redone' }),
      addMarker: async (_, marker) => markers.apply({ type: 'marker', ...marker }),
      changeMarker: async (_, id, change) => markers.apply({ type: 'marker-changed', id, ...change }),
      deleteMarker: async (_, id) => markers.apply({ type: 'marker-deleted', id }),
    },
    change: async (action) => {
      await action();
      view.setFrames(editor.frames);
    },
    desk,
    changed: async () => {},
  });
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

test('a fade may be made twice, one after the other', async () => {
  view.select(1000, 2000);
  await editor.fadeIn();
  await editor.fadeIn();
  expect(written).toHaveLength(2);
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
