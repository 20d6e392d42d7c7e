/** A folder beside the takes, with one empty file. Its name changes whenever a take is renamed. */
const FOLDER = 'name-changes';

/**
 * Notes that a take is about to be renamed, for the other tabs. An empty file is made at once, in every browser and
 * without a worker. Undefined if the browser has no disk for this page: then no other tab sees its takes either.
 *
 * @param known the latest note whose renaming is known here
 * @returns the new note; `known` if another tab renamed a take since, which is still to be read
 */
export async function nameChange(known: string | undefined): Promise<string | undefined> {
  try {
    const folder = await changes();
    const earlier: string[] = [];
    for await (const name of folder.keys()) earlier.push(name);
    const note = crypto.randomUUID();
    await folder.getFileHandle(note, { create: true });
    for (const name of earlier) await folder.removeEntry(name);
    return asOne(earlier) === known ? await readNameChange() : known;
  } catch {
    return undefined;
  }
}

/** The latest note. Empty if no take was ever renamed. */
export async function readNameChange(): Promise<string | undefined> {
  try {
    const names: string[] = [];
    for await (const name of (await changes()).keys()) names.push(name);
    return asOne(names);
  } catch {
    return undefined;
  }
}

function asOne(notes: string[]): string {
  return notes.sort().join(' ');
}

async function changes(): Promise<FileSystemDirectoryHandle> {
  return (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER, { create: true });
}
