import { loaded } from '../take-folders.ts';
import type * as NameListCode from './name-list.ts';
import type { ExpectedName, NameRequest, NamesSource } from './naming.ts';

/**
 * Gives takes their names, no two the same, in any tab. A name is chosen and written under one Web Lock. The code for it
 * is loaded with the first list of takes.
 */
export class TakeNames {
  readonly #source: NamesSource;
  #list: NameListCode.NameList | undefined;

  constructor(source: NamesSource) {
    this.#source = source;
  }

  /**
   * Calls `use` with the take's name, and resolves with its result. No other take gets a name before that. `use` makes
   * the take or renames it. A recording begins even if names cannot be read: then its name may be one that is in use.
   */
  async claim<Result>({ id, naming }: NameRequest, use: (name: string) => Promise<Result>): Promise<Result> {
    let list: NameListCode.NameList;
    try {
      list = await this.load();
    } catch {
      return use(naming.name);
    }
    return list.claim({ id, naming }, use);
  }

  /**
   * The names that takes would get one after another, by what is known here. Undefined until the code is loaded. A
   * request with an id is for a take that has a name; the others are for takes to come.
   */
  expected(requests: readonly Partial<NameRequest>[]): readonly ExpectedName[] | undefined {
    return this.#list?.expected(requests);
  }

  /** Call when a take was deleted but can be restored: its name is free. */
  async release(id: string): Promise<void> {
    await this.#list?.release(id);
  }

  /** Call when a take is gone. */
  forget(id: string): void {
    this.#list?.forget(id);
  }

  async load(): Promise<NameListCode.NameList> {
    if (this.#list !== undefined) return this.#list;
    const { NameList } = await loaded(() => import('./name-list.ts'));
    return (this.#list ??= new NameList(this.#source));
  }
}
