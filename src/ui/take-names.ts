import type { Take } from '../engine/take.ts';
import { firstFree } from '../shared/first-free.ts';
import { numberedName } from '../shared/take-name.ts';

/** Names of takes: no two have the same. */
export class TakeNames {
  readonly #listed: () => readonly Take[];
  readonly #claimed = new Set<string>();

  constructor(listed: () => readonly Take[]) {
    this.#listed = listed;
  }

  /** The name, with a number behind it where it is taken; `own` is the take that is to have it. */
  distinct(name: string, own?: Take): string {
    const others = this.#listed().filter(({ id }) => id !== own?.id);
    return firstFree(
      (nth) => numberedName(name, nth),
      [...others.map((take) => take.name), ...this.#claimed],
    );
  }

  /** For a take that is being made: the list learns of it only when it is finished. */
  claim(name: string): void {
    this.#claimed.add(name);
  }

  free(name: string): void {
    this.#claimed.delete(name);
  }

  /** What is listed needs no claim; renamed, it leaves its name to others. */
  freeListed(): void {
    for (const { name } of this.#listed()) this.#claimed.delete(name);
  }
}
