import type { Take } from '../../engine/takes/take.ts';
import { firstFree } from '../../shared/base/first-free.ts';
import { numberedName } from '../../shared/take/take-name.ts';

/** What tabs tell one another; `asks` is a tab that has just been opened. */
type NameMessage = { readonly kind: 'claimed' | 'freed'; readonly name: string } | { readonly kind: 'asks' };

/** What is used of a BroadcastChannel. */
export type TabsChannel = Pick<BroadcastChannel, 'postMessage' | 'onmessage'>;

/** Names of takes: no two have the same, in whatever tab they are made, but for those that two tabs claim in one moment. */
export class TakeNames {
  readonly #listed: () => readonly Take[];
  readonly #tabs: TabsChannel | undefined;
  /** Each with the id of the take that is renamed; of a take that is being made, undefined. */
  readonly #claimed = new Map<string, string | undefined>();
  /** Those of other tabs. A tab that crashed frees none: its take is listed, as one that broke off. */
  readonly #elsewhere = new Set<string>();

  constructor(listed: () => readonly Take[], tabs?: TabsChannel) {
    this.#listed = listed;
    this.#tabs = tabs;
    if (tabs === undefined) return;
    tabs.onmessage = ({ data }: MessageEvent<NameMessage>) => this.#hear(data);
    this.#tell({ kind: 'asks' });
  }

  /** The name, with a number behind it where it is taken; `own` is the take that is to have it. */
  distinct(name: string, own?: Take): string {
    const others = this.#listed().filter(({ id }) => id !== own?.id);
    const claimed = [...this.#claimed].filter(([, id]) => id === undefined || id !== own?.id);
    return firstFree(
      (nth) => numberedName(name, nth),
      [...others.map((take) => take.name), ...claimed.map(([taken]) => taken), ...this.#elsewhere],
    );
  }

  /**
   * For a take that is being made or renamed: the list learns of it only afterwards. Of a take that is renamed again before
   * that, the name it was to have is free.
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

  /** What is listed here needs no claim here; renamed, it leaves its name to others. Other tabs have lists of their own. */
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
