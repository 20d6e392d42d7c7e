import { expect, test } from 'vitest';
import { EditControls } from '../../../src/ui/take-page/edit-controls.ts';
import type { TakeDesk } from '../../../src/ui/take-page/take-desk.ts';
import type { TakeEditor } from '../../../src/ui/take-page/take-editor.ts';

/** What the fields of the controls belong to: another one means new fields. */
function keysOf(rendering: unknown): unknown[] {
  const { strings, values } = Object(rendering) as { strings?: unknown; values?: unknown[] };
  if (values === undefined) return [];
  // A directive has no strings: what `keyed` was given begins with its key.
  return [...(strings === undefined ? values.slice(0, 1) : []), ...values.flatMap(keysOf)];
}

test('a gain that is typed for one take is not in the field for the next', () => {
  const controls = new EditControls();
  controls.editor = { possible: true, canSplit: true } as TakeEditor;
  for (const position of [1, 2]) {
    controls.desk = { view: {}, position } as unknown as TakeDesk;
    expect(keysOf(controls.render())).toContain(controls.desk);
  }
});
