import { RING_WORD, ringWords } from '../../shared/capture/capture-ring.ts';
import type { Moment, WayKind, WayLink } from '../../shared/journal/capture-link.ts';
import type { WayHost } from '../capture/capture-source.ts';
import type { OpenWay } from './open-way.ts';

/**
 * The open capture paths (ways) of one microphone, and those that the journal knows. Brings the second set into line
 * with the first, one call at a time.
 */
export class WayRegistry {
  readonly #captureId: number;
  readonly #open = new Map<number, OpenWay>();
  readonly #known = new Map<number, OpenWay>();
  #host: WayHost | undefined;
  #telling = false;
  #closed = false;
  /** The last moment at which a way was open. */
  #last: Moment = [];

  constructor(captureId: number) {
    this.#captureId = captureId;
  }

  get kinds(): readonly WayKind[] {
    return this.open.map(({ link }) => link.kind);
  }

  get open(): readonly OpenWay[] {
    return [...this.#open.values()];
  }

  add(way: OpenWay): void {
    this.#open.set(way.link.id, way);
    void this.#tell();
  }

  remove(way: OpenWay): void {
    const { id } = way.link;
    this.#last = this.moment();
    this.#open.delete(id);
    if (!this.#known.has(id)) way.lease.readerLetGo();
    void this.#tell();
  }

  moment(): Moment {
    if (this.#closed || this.#open.size === 0) return this.#last;
    return this.open.map(({ link }) => ({
      way: link.id,
      cursor: Atomics.load(ringWords(link.ring), RING_WORD.write),
    }));
  }

  /** The links to attach to a journal, which knows these ways from now on. */
  links(): readonly WayLink[] {
    for (const way of this.open) this.#known.set(way.link.id, way);
    return this.open.map(({ link }) => link);
  }

  attached(host: WayHost): void {
    this.#host = host;
    void this.#tell();
  }

  /** After this, nothing is added or dropped: the journal keeps the ways it knows until it releases all at once. */
  close(): void {
    this.#last = this.moment();
    this.#closed = true;
  }

  /** The journal has released all of them. */
  released(): void {
    this.#host = undefined;
    for (const { lease } of this.#known.values()) lease.readerLetGo();
    this.#known.clear();
  }

  async #tell(): Promise<void> {
    if (this.#telling) return;
    this.#telling = true;
    try {
      while (await this.#tellOne());
    } catch {
      // The death of the journal is reported elsewhere. A dead journal has forgotten all ways.
      this.#host = undefined;
    }
    this.#telling = false;
  }

  /**
   * Makes one call, and returns whether it did. The journal is never left without a way, and gets two of a kind only if
   * it would otherwise have none.
   */
  async #tellOne(): Promise<boolean> {
    const host = this.#host;
    if (host === undefined || this.#closed || this.#open.size === 0) return false;
    const missing = this.open.find(({ link }) => !this.#known.has(link.id));
    const surplus = [...this.#known.values()].find(({ link }) => !this.#open.has(link.id));
    const sound = [...this.#known.keys()].some((id) => this.#open.has(id));
    if (surplus !== undefined && (sound || missing === undefined)) {
      await host.dropWay(this.#captureId, surplus.link.id);
      if (this.#known.delete(surplus.link.id)) surplus.lease.readerLetGo();
      return true;
    }
    if (missing === undefined) return false;
    this.#known.set(missing.link.id, missing);
    await host.addWay(this.#captureId, missing.link);
    return true;
  }
}
