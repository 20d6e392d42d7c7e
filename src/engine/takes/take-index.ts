import type { Take } from './take.ts';
import { isFormatId } from '../../shared/audio/formats.ts';

/** A folder beside the takes. It holds the index and nothing else for long. */
const FOLDER = 'take-index';
const FILE = 'index.jsonl';
/** One tab writes at a time. */
const LOCK = 'capstan-index';
/** The index is written once the list has not changed for this long. */
const QUIET_MS = 2000;
/** Longer lines, of takes with hundreds of markers or gaps, are left out: such a take is read from its log. */
const LONGEST_LINE = 16_384;
/** Changes with the code that makes a take of its log: an index made by other code is not used. */
const MADE_BY = import.meta.url;

/** A take as it was read, and the stamp of what it was read from. */
export interface KnownTake {
  readonly stamp: string;
  readonly take: Take;
}

interface Line extends KnownTake {
  readonly id: string;
}

/**
 * What the list last knew of all takes, in one file, so that it can be shown at a start before any log is read. It may
 * be out of date, torn or missing. Its readers compare the stamps, and take from the folders which takes there are.
 */
export class TakeIndex {
  /** The stamps in the file, by id, as last read or written here. */
  #stored: ReadonlyMap<string, string> = new Map();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** The takes by their folder's name. Empty if there is no index that can be used. Never rejects. */
  async read(): Promise<Map<string, KnownTake>> {
    const known = new Map<string, KnownTake>();
    try {
      const [head = '', ...lines] = (await storedIndex()).split('\n');
      if ((JSON.parse(head) as { madeBy?: unknown } | null)?.madeBy !== MADE_BY) return known;
      for (const line of lines) {
        const parsed = parseLine(line);
        if (parsed !== undefined) known.set(parsed.id, { stamp: parsed.stamp, take: parsed.take });
      }
    } catch {
      // No list was ever written here, or the browser has no disk for this page.
    }
    this.#stored = new Map([...known].map(([id, { stamp }]) => [id, stamp]));
    return known;
  }

  /** Writes the index if it differs from the file, after a while without another call. */
  keep(known: ReadonlyMap<string, KnownTake>): void {
    clearTimeout(this.#timer);
    if (this.#differs(known)) this.#timer = setTimeout(() => void this.#write(new Map(known)), QUIET_MS);
  }

  #differs(known: ReadonlyMap<string, KnownTake>): boolean {
    const outdated = [...this.#stored].some(([id, stamp]) => known.get(id)?.stamp !== stamp);
    // One whose line is too long is missing from the file for good.
    return (
      outdated || [...known].some(([id, take]) => !this.#stored.has(id) && lineOf(id, take) !== undefined)
    );
  }

  async #write(known: ReadonlyMap<string, KnownTake>): Promise<void> {
    try {
      await navigator.locks.request(LOCK, { ifAvailable: true }, async (lock) => {
        // Otherwise another tab writes what it knows.
        if (lock === null) return;
        const stored = new Map<string, string>();
        const lines = [JSON.stringify({ madeBy: MADE_BY })];
        for (const [id, take] of known) {
          const line = lineOf(id, take);
          if (line === undefined) continue;
          lines.push(line);
          stored.set(id, take.stamp);
        }
        await storeIndex([...lines, ''].join('\n'));
        this.#stored = stored;
      });
    } catch {
      // The next start reads the logs.
    }
  }
}

/** Undefined if it would be too long. */
function lineOf(id: string, { stamp, take }: KnownTake): string | undefined {
  const line = JSON.stringify({ id, stamp, take } satisfies Line);
  return line.length <= LONGEST_LINE ? line : undefined;
}

function parseLine(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    const { id, stamp, take } = line ?? {};
    return typeof id === 'string' && typeof stamp === 'string' && isTake(take)
      ? { id, stamp, take }
      : undefined;
  } catch {
    // The line is torn.
    return undefined;
  }
}

/** Whether a row can be shown of it. JSON leaves out what is undefined, which means the same. */
function isTake(value: Partial<Take> | undefined): value is Take {
  return (
    typeof value?.id === 'string' &&
    typeof value.name === 'string' &&
    typeof value.spec?.createdAt === 'number' &&
    typeof value.spec.sampleRate === 'number' &&
    isFormatId(value.spec.format) &&
    typeof value.frames === 'number' &&
    typeof value.durationSeconds === 'number' &&
    [value.files, value.markers, value.gaps, value.edits?.operations].every(Array.isArray)
  );
}

async function storedIndex(): Promise<string> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(FOLDER);
  return (await (await folder.getFileHandle(FILE)).getFile()).text();
}

/** The browser writes into another file, which takes the place of the earlier one when it is closed. */
async function storeIndex(text: string): Promise<void> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  // Such other files remain after a crash.
  for await (const name of folder.keys()) if (name !== FILE) await folder.removeEntry(name);
  const writable = await (await folder.getFileHandle(FILE, { create: true })).createWritable();
  try {
    await writable.write(text);
    await writable.close();
  } catch (error) {
    await writable.abort().catch(() => {});
    throw error;
  }
}
