import type { TakesFolder } from '../memory-takes-folder.ts';

/** What a name is made of. Where the scheme gives an empty name, or there is none, it is `name`. */
export interface Naming {
  readonly name: string;
  /** Such as `{speaker}_{n:03}`; see `name-scheme.ts`. */
  readonly scheme?: string | undefined;
  readonly speaker?: string | undefined;
  readonly marker?: string | undefined;
  readonly word?: string | undefined;
  /** For `{date}` and `{time}`, in milliseconds since 1970. Default: now. */
  readonly at?: number | undefined;
}

/** A take that is to get a name. */
export interface NameRequest {
  readonly id: string;
  readonly naming: Naming;
}

/**
 * A name that a take would get. `clash`: it has a number because another take has the name without it. `empty`: the
 * scheme gives none, so that it is the plain name.
 */
export interface ExpectedName {
  readonly name: string;
  readonly clash: boolean;
  readonly empty: boolean;
}

/** What became of one take of a batch. */
export interface Named {
  readonly id: string;
  readonly name: string;
  /** Why it kept its name; undefined if it has the new one. */
  readonly error: unknown;
}

/** Where the names of all takes are read. */
export interface NamesSource {
  /** Every folder with takes, on disk and in memory. */
  folders(): Promise<readonly TakesFolder[]>;
  /** Whether a take is being recorded or encoded here. */
  isBusy(id: string): boolean;
}
