import type { Take } from '../../engine/takes/take.ts';
import { firstFree } from '../../shared/base/first-free.ts';
import { numberedName } from '../../shared/take/take-name.ts';

/** Messages between tabs. A newly opened tab sends `asks`. */
type NameMessage = { readonly kind: 'claimed' | 'freed'; readonly name: string } | { readonly kind: 'asks' };

/** The part of BroadcastChannel that is used. */
export type TabsChannel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;

/** Keeps the names of takes unique across all tabs, except for names that two tabs claim at the same moment. */
export class TakeNames {
  readonly #listed: () => readonly Take[];
  readonly #tabs: TabsChannel | undefined;
  /**
   * Names claimed in this tab, each with the id of the take being renamed, or undefined for a take that is being made.
   */
  readonly #claimed = new Map<string, string | undefined>();
  /** Names claimed in other tabs. A tab that crashed frees none, but its take is then listed as one that broke off. */
  readonly #elsewhere = new Set<string>();

  constructor(listed: () => readonly Take[], tabs?: TabsChannel) {
    this.#listed = listed;
    this.#tabs = tabs;
    if (tabs === undefined) return;
    tabs.onmessage = ({ data }: MessageEvent<NameMessage>) => this.#hear(data);
    this.#tell({ kind: 'asks' });
  }

  /** Returns the name, with a number appended if it is in use. `own` is the take that will get the name. */
  distinct(name: string, own?: Take): string {
    const others = this.#listed().filter(({ id }) => id !== own?.id);
    const claimed = [...this.#claimed].filter(([, id]) => id === undefined || id !== own?.id);
    return firstFree(
      (nth) => numberedName(name, nth),
      [...others.map((take) => take.name), ...claimed.map(([taken]) => taken), ...this.#elsewhere],
    );
  }

  /**
   * Claims a name for a take that is being made or renamed, until the take is listed with it. If that take is renamed
   * again before, the name it claimed first is freed.
   */
  claim(name: string, own?: Take): void {
    const outdated = [...this.#claimed].filter(
      ([other, id]) => id !== undefined && id === own?.id && other !== name,
    );
    for (const [other] of outdated) this.free(other);
    this.#claimed.set(name, own?.id);
    this.#tell({ kind: 'claimed', name });
  }

  free(name: string): void {
    this.#claimed.delete(name);
    this.#tell({ kind: 'freed', name });
  }

  /**
   * Drops the claims of listed takes: a listed name needs no claim, and if that take is renamed its old name becomes
   * free. Other tabs have their own lists.
   */
  freeListed(): void {
    for (const { name } of this.#listed()) {
      this.#claimed.delete(name);
      this.#elsewhere.delete(name);
    }
  }

  #hear(message: NameMessage): void {
    switch (message.kind) {
      case 'claimed':
        this.#elsewhere.add(message.name);
        break;
      case 'freed':
        this.#elsewhere.delete(message.name);
        break;
      case 'asks':
        for (const name of this.#claimed.keys()) this.#tell({ kind: 'claimed', name });
    }
  }

  #tell(message: NameMessage): void {
    this.#tabs?.postMessage(message);
  }
}
