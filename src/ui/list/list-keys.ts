import { keyOf } from '../kit/free-key.ts';

/** What a key means in the list of takes. */
export type ListCommand =
  | { readonly kind: 'move'; readonly rows: number; readonly extend: boolean }
  | { readonly kind: 'seek'; readonly seconds: number }
  | {
      readonly kind:
        | 'play'
        | 'open'
        | 'rename'
        | 'star'
        | 'reject'
        | 'delete'
        | 'undo'
        | 'menu'
        | 'select-all'
        | 'export'
        | 'leave';
    };

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey' | 'repeat'>;

const ALL_ROWS = 1e9;

/**
 * Undefined for a key that means nothing in the list. A key that is held down moves and seeks on, but does nothing else
 * again. `pageRows` is the number of rows in view. Without `singleKeys` no letter means anything.
 */
export function listCommand(event: Key, pageRows: number, singleKeys: boolean): ListCommand | undefined {
  const { shiftKey: extend, altKey, repeat } = event;
  if (altKey) return undefined;
  const key = keyOf(event);
  if (event.ctrlKey || event.metaKey) {
    const kind = repeat || extend ? undefined : WITH_CTRL[key];
    return kind && { kind };
  }
  const rows = rowsOf(key, pageRows);
  if (rows !== undefined) return { kind: 'move', rows, extend };
  if (key === 'f10' && extend) return { kind: 'menu' };
  if (extend) return undefined;
  if (key === 'arrowleft') return { kind: 'seek', seconds: -1 };
  if (key === 'arrowright') return { kind: 'seek', seconds: 1 };
  const kind = repeat ? undefined : (ALONE[key] ?? (singleKeys ? LETTERS[key] : undefined));
  return kind && { kind };
}

type Plain = Exclude<ListCommand['kind'], 'move' | 'seek'>;

const WITH_CTRL: Readonly<Record<string, Plain>> = { a: 'select-all', e: 'export', z: 'undo' };

const ALONE: Readonly<Record<string, Plain>> = {
  ' ': 'play',
  enter: 'open',
  f2: 'rename',
  delete: 'delete',
  contextmenu: 'menu',
  escape: 'leave',
};

const LETTERS: Readonly<Record<string, Plain>> = { s: 'star', x: 'reject' };

function rowsOf(key: string, pageRows: number): number | undefined {
  switch (key) {
    case 'arrowdown':
      return 1;
    case 'arrowup':
      return -1;
    case 'pagedown':
      return pageRows;
    case 'pageup':
      return -pageRows;
    case 'home':
      return -ALL_ROWS;
    case 'end':
      return ALL_ROWS;
    default:
      return undefined;
  }
}
