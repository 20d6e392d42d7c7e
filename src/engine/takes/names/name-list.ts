import { checkedText, refused } from '../../../shared/base/refused.ts';
import { dashedName, formatName, isScheme, nameKey, parseScheme } from '../../../shared/take/name-scheme.ts';
import type { TakeHistory } from '../../../shared/take/take-events.ts';
import { numberedName } from '../../../shared/take/take-name.ts';
import type { TakeFolder } from '../memory-takes-folder.ts';
import { nameChange, readNameChange } from './name-change.ts';
import { NAMES_PATIENCE_MS, withNames } from '../take-locks.ts';
import type { ExpectedName, Named, NameRequest, NamesSource, Naming } from './naming.ts';
import { readHistory } from '../take-reading.ts';
import { checkedName, checkNaming } from '../take-options.ts';
import { UsedNames } from './used-names.ts';

const READ_AT_ONCE = 32;

interface Known {
  readonly name: string;
  readonly key: string;
}

/**
 * The names of all takes. They are read once; a claim reads those of takes that are new, and all of them after another
 * tab renamed a take.
 */
export class NameList {
  readonly #source: NamesSource;
  readonly #known = new Map<string, Known>();
  /** The latest renaming that the known names include. */
  #change: string | undefined;
  /** Claims here come one after another, also where the browser has no locks for this page. */
  #last: Promise<void> = Promise.resolve();
  /** How many of them are being made. */
  #running = 0;

  constructor(source: NamesSource) {
    this.#source = source;
  }

  async claim<Result>({ id, naming }: NameRequest, use: (name: string) => Promise<Result>): Promise<Result> {
    checkTexts(naming);
    return this.#alone(async () => {
      await this.#catchUp();
      return this.#give(id, choose(naming, new UsedNames(this.#others(id))).name, use);
    });
  }

  /** Names several takes in one claim, so that numbers follow one another. A take that fails keeps its name. */
  async claimAll(
    requests: readonly NameRequest[],
    use: (id: string, name: string) => Promise<void>,
    onDone: (done: number) => void = () => {},
  ): Promise<Named[]> {
    const isList: boolean = Array.isArray(requests);
    if (!isList) throw refused('requests', 'be a list', requests);
    for (const { naming } of requests) checkTexts(naming);
    return this.#alone(async () => {
      await this.#catchUp();
      const names = this.expected(requests);
      const pending = requests.map(({ id }, at) => ({ id, ...known(names[at]?.name ?? '') }));
      const results: Named[] = [];
      while (pending.length > 0) {
        // A name that another take of the batch still has is free after that one's turn, unless it is a circle.
        const holders = this.#holders(pending);
        const free = pending.findIndex(({ id, key }) => {
          const ids = holders.get(key);
          return ids === undefined || (ids.size === 1 && ids.has(id));
        });
        const [next] = pending.splice(Math.max(0, free), 1);
        if (next === undefined) break;
        const others = this.#others(next.id).filter(
          ({ id }) => free >= 0 || !pending.some((other) => other.id === id),
        );
        const name = new UsedNames(others).free(next.name, dashedName);
        results.push(
          await this.#give(next.id, name, () => use(next.id, name)).then(
            () => ({ id: next.id, name, error: undefined }),
            (error: unknown) => ({ id: next.id, name: this.#known.get(next.id)?.name ?? '', error }),
          ),
        );
        onDone(results.length);
      }
      await this.#apart(results, use);
      return results;
    });
  }

  /** Which of these takes have a name, by its key: looked up, as each of hundreds of takes would ask all others. */
  #holders(takes: readonly { readonly id: string }[]): Map<string, Set<string>> {
    const holders = new Map<string, Set<string>>();
    for (const { id } of takes) {
      const key = this.#known.get(id)?.key;
      if (key !== undefined) holders.set(key, (holders.get(key) ?? new Set()).add(id));
    }
    return holders;
  }

  /** In a circle a take may have got the name of one that then failed to get another. It gets a number. */
  async #apart(results: Named[], use: (id: string, name: string) => Promise<void>): Promise<void> {
    for (const kept of results.filter(({ error }) => error !== undefined)) {
      const at = results.findIndex(
        ({ name, error }) => error === undefined && nameKey(name) === nameKey(kept.name),
      );
      const twin = results[at];
      if (twin === undefined) continue;
      const name = new UsedNames(this.#others(twin.id)).free(twin.name, dashedName);
      try {
        await this.#give(twin.id, name, () => use(twin.id, name));
        results[at] = { ...twin, name };
      } catch {
        // It keeps the name that it got, twice though it is: the next renaming of either gives another.
      }
    }
  }

  expected(requests: readonly Partial<NameRequest>[]): ExpectedName[] {
    const ids = new Set(requests.map(({ id }) => id));
    const used = new UsedNames([...this.#known].filter(([id]) => !ids.has(id)).map(([, known]) => known));
    return requests.map(({ naming }) => {
      const expected = choose(naming ?? { name: '' }, used);
      used.add(expected.name);
      return expected;
    });
  }

  /** Other tabs read the names again. */
  async release(id: string): Promise<void> {
    this.#known.set(id, NAMELESS);
    await this.#alone(async () => {
      // A claim that was being made has perhaps read its name again.
      this.#known.set(id, NAMELESS);
      this.#change = await nameChange(this.#change);
    });
  }

  forget(id: string): void {
    this.#known.delete(id);
  }

  #others(id: string): (Known & { id: string })[] {
    return [...this.#known]
      .filter(([other]) => other !== id)
      .map(([other, known]) => ({ id: other, ...known }));
  }

  async #give<Result>(id: string, name: string, use: (name: string) => Promise<Result>): Promise<Result> {
    checkedName(name);
    // Told before the take is renamed: a tab that ends in between only makes others read the names once more.
    if (this.#known.has(id)) this.#change = await nameChange(this.#change);
    const result = await use(name);
    this.#known.set(id, known(name));
    return result;
  }

  /** A claim that hangs, as with a long batch or a disk that does not answer, keeps no recording from starting. */
  #alone<Result>(work: () => Promise<Result>): Promise<Result> {
    const before = this.#last;
    let pass = () => {};
    this.#last = new Promise((resolve) => (pass = resolve));
    const run = async () => {
      // The next one here waits for as long as one of another tab.
      const patience = setTimeout(pass, NAMES_PATIENCE_MS);
      this.#running++;
      try {
        return await work();
      } finally {
        this.#running--;
        clearTimeout(patience);
        pass();
      }
    };
    // If one is still being made, it has the lock.
    return before.then(() => (this.#running > 0 ? run() : withNames(run)));
  }

  /** Reads what other tabs have made, renamed and deleted. What cannot be read is not known. */
  async #catchUp(): Promise<void> {
    const change = await readNameChange();
    const found: [id: string, folder: TakeFolder][] = [];
    try {
      for (const folder of await this.#source.folders())
        for await (const [id, entry] of folder) if (entry.kind === 'directory') found.push([id, entry]);
    } catch {
      return;
    }
    const ids = new Set(found.map(([id]) => id));
    for (const id of this.#known.keys()) if (!ids.has(id) && !this.#source.isBusy(id)) this.#known.delete(id);
    const outdated = change !== this.#change;
    const unread = found.filter(([id]) => outdated || !this.#known.has(id));
    for (let at = 0; at < unread.length; at += READ_AT_ONCE)
      await Promise.all(unread.slice(at, at + READ_AT_ONCE).map(([id, folder]) => this.#read(id, folder)));
    this.#change = change;
  }

  async #read(id: string, folder: TakeFolder): Promise<void> {
    const before = this.#known.get(id);
    // A log in memory cannot be read while it is written.
    const history = await readHistory(folder).catch(() => undefined);
    // It may have got another name meanwhile.
    if (history !== undefined && this.#known.get(id) === before) this.#known.set(id, nameOf(history));
  }

  /** Call with a list of takes that was read while `change` was the latest renaming. It saves the first claim a reading. */
  learn(change: string | undefined, takes: readonly (Listed & { readonly id: string })[]): void {
    if (this.#change !== undefined && this.#change !== change) return;
    this.#change = change;
    for (const take of takes) if (!this.#known.has(take.id)) this.#known.set(take.id, nameOf(take));
  }
}

/** A take that was deleted and can be restored. No name has this key, also not one that is `Take` or only dots. */
const NAMELESS: Known = { name: '', key: '' };

/** Throws `invalid-option`, which names the field. A name that is empty is refused only if it is used. */
function checkTexts({ name, scheme = '', ...values }: Naming): void {
  checkedText('name', name);
  checkNaming({ ...values, scheme });
}

/** What a log tells about the name of its take. */
type Listed = Pick<TakeHistory, 'name' | 'deletedAt' | 'savedTo'>;

/** The name of a deleted take is free, unless a copy that was saved has it. */
function nameOf({ name, deletedAt, savedTo }: Listed): Known {
  return deletedAt === undefined || savedTo !== undefined ? known(name) : NAMELESS;
}

function known(name: string): Known {
  return { name, key: nameKey(name) };
}

function choose(naming: Naming, used: UsedNames): ExpectedName {
  const scheme = naming.scheme === undefined ? [] : parseScheme(naming.scheme);
  let asked = '';
  if (isScheme(scheme) && scheme.length > 0) {
    const values = { ...naming, at: new Date(naming.at ?? Date.now()) };
    asked = formatName(scheme, { ...values, n: used.nextNumber(scheme, values) });
  }
  const empty = asked === '';
  if (empty) asked = naming.name.trim();
  const name = used.free(asked, empty ? numberedName : dashedName);
  return { name, clash: name !== asked, empty };
}
