import { expect, test } from 'vitest';
import { listCommand } from '../../../src/ui/list/list-keys.ts';

function pressed(keys: string, options: { repeat?: boolean; singleKeys?: boolean; code?: string } = {}) {
  const parts = keys.split('+');
  const key = parts.at(-1)!;
  const { repeat = false, singleKeys = true, code = '' } = options;
  const has = (name: string) => parts.slice(0, -1).includes(name);
  const held = { shiftKey: has('Shift'), ctrlKey: has('Ctrl'), metaKey: has('Meta'), altKey: has('Alt') };
  return listCommand({ key, code, repeat, ...held }, 8, singleKeys);
}

test.each([
  ['ArrowDown', { kind: 'move', rows: 1, extend: false }],
  ['Shift+ArrowUp', { kind: 'move', rows: -1, extend: true }],
  ['PageDown', { kind: 'move', rows: 8, extend: false }],
  ['ArrowLeft', { kind: 'seek', seconds: -1 }],
  [' ', { kind: 'play' }],
  ['Enter', { kind: 'open' }],
  ['F2', { kind: 'rename' }],
  ['s', { kind: 'star' }],
  ['x', { kind: 'reject' }],
  ['Delete', { kind: 'delete' }],
  ['Shift+F10', { kind: 'menu' }],
  ['ContextMenu', { kind: 'menu' }],
  ['Ctrl+a', { kind: 'select-all' }],
  ['Meta+e', { kind: 'export' }],
  ['Ctrl+z', { kind: 'undo' }],
  ['Escape', { kind: 'leave' }],
  ['Alt+ArrowDown', undefined],
  ['Ctrl+s', undefined],
  ['Shift+Delete', undefined],
  ['F10', undefined],
  ['r', undefined],
])('%s', (keys, command) => {
  expect(pressed(keys)).toEqual(command);
});

test('a key that is held down moves on, but deletes, plays and opens nothing again', () => {
  expect(pressed('ArrowDown', { repeat: true })).toBeDefined();
  for (const key of ['Delete', ' ', 'Enter', 'x', 'Ctrl+z'])
    expect(pressed(key, { repeat: true })).toBeUndefined();
});

test('letters mean nothing where single keys are turned off, and are found on any layout', () => {
  expect(pressed('s', { singleKeys: false })).toBeUndefined();
  expect(pressed('Delete', { singleKeys: false })).toEqual({ kind: 'delete' });
  expect(pressed('ы', { code: 'KeyS' })).toEqual({ kind: 'star' });
});
