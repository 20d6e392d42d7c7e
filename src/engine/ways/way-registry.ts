import { RING_WORD, ringWords } from '../../shared/capture/capture-ring.ts';
import type { Moment, WayKind, WayLink } from '../../shared/journal/capture-link.ts';
import type { WayHost } from '../capture/capture-source.ts';
import type { OpenWay } from './open-way.ts';

/**
 * The ways of one microphone that are open, and those that the journal knows: the second set is made to follow the first,
 * one call after the other.
 */
export class WayRegistry {
  readonly #captureId: number;
  readonly #open = new Map<number, OpenWay>();
  readonly #known = new Map<number, OpenWay>();
  #host: WayHost | undefined;
  #telling = false;
  #closed = false;
  /** Where the ways were when there were some last. */
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

  /** For a journal that is handed them now. */
  links(): readonly WayLink[] {
    for (const way of this.open) this.#known.set(way.link.id, way);
    return this.open.map(({ link }) => link);
  }

  attached(host: WayHost): void {
    this.#host = host;
    void this.#tell();
  }

  /** Ways that are closed from here on stay with the journal until it lets all of them go at once. */
  close(): void {
    this.#last = this.moment();
    this.#closed = true;
  }

  /** The journal has let all of them go. */
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
      // A journal that died is heard of elsewhere, and has forgotten them all.
      this.#host = undefined;
    }
    this.#telling = false;
  }

  /** Never none, and two of a kind only where there would be none otherwise. */
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
