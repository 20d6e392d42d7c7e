const KEY = 'capstan-unwritten-names';

/** Names that were typed and are being written, by take. They outlast a page that ends before that. */
export function unwrittenNames(): Readonly<Record<string, string>> {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    return Object.fromEntries(
      Object.entries(stored).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    return {};
  }
}

/** Call with a name before it is written, and with undefined afterwards. */
export function noteName(takeId: string, name: string | undefined): void {
  try {
    const { [takeId]: _, ...others } = unwrittenNames();
    const names = name === undefined ? others : { ...others, [takeId]: name };
    if (Object.keys(names).length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(names));
  } catch {
    // The browser keeps nothing for this page: the name is written a moment later.
  }
}
