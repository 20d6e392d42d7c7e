import { firstFree } from '../../../shared/base/first-free.ts';
import {
  nameKey,
  numberIn,
  numberPattern,
  type Scheme,
  type SchemeValues,
} from '../../../shared/take/name-scheme.ts';

/**
 * The names that are in use, to which more are added. What was asked once is remembered: the preview of a batch asks for
 * each of hundreds of takes with every key that is typed.
 */
export class UsedNames {
  readonly #names: string[];
  readonly #keys: Set<string>;
  /** The highest number by pattern, among the first `names` names. */
  readonly #highest = new Map<string, { readonly expression: RegExp; names: number; number: number }>();
  /** By name and kind of number, up to which number it is taken. */
  readonly #taken = new Map<string, number>();

  constructor(used: readonly { readonly name: string; readonly key: string }[]) {
    this.#names = used.map(({ name }) => name);
    this.#keys = new Set(used.map(({ key }) => key));
  }

  add(name: string): void {
    this.#names.push(name);
    this.#keys.add(nameKey(name));
  }

  /** One above the highest number that names of the scheme have; gaps are not filled. 1 if there is none. */
  nextNumber(scheme: Scheme, values: SchemeValues): number {
    const pattern = numberPattern(scheme, values);
    if (pattern === undefined) return 1;
    let known = this.#highest.get(pattern);
    if (known === undefined)
      this.#highest.set(pattern, (known = { expression: new RegExp(pattern, 'isu'), names: 0, number: 0 }));
    for (; known.names < this.#names.length; known.names++)
      known.number = Math.max(known.number, numberIn(this.#names[known.names]!, known.expression));
    return known.number + 1;
  }

  /** The name, or the first one with a number that nothing has. */
  free(name: string, numbered: (name: string, nth: number) => string): string {
    const asked = `${name}\n${numbered(name, 2)}`;
    const taken = this.#taken.get(asked) ?? 0;
    let nth = taken;
    const found = firstFree((ahead) => numbered(name, (nth = taken + ahead)), {
      includes: (candidate) => this.#keys.has(nameKey(candidate)),
    });
    this.#taken.set(asked, nth - 1);
    return found;
  }
}
