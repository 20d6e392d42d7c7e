import type { TakeFolder, TakesFolder } from '../../../src/engine/takes/memory-takes-folder.ts';
import { eventLine, parseEventLog } from '../../../src/shared/take/event-lines.ts';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import { EVENT_LOG_NAME, type TakeEvent } from '../../../src/shared/take/take-events.ts';

/** The private file system and the Web Locks of one origin, as several tabs see them. Everything takes its time. */
export class FakeDisk {
  readonly logs = new Map<string, string>();
  readonly #changes = new Set<string>();
  readonly #wait: () => Promise<void>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(wait: () => Promise<void>) {
    this.#wait = wait;
  }

  get navigator() {
    return { locks: this.#locks, storage: { getDirectory: () => this.#root() } };
  }

  /** The names of all takes. */
  get names(): string[] {
    return [...this.logs.values()].map((log) => replayEvents(parseEventLog(log))?.name ?? '');
  }

  readonly takes: TakesFolder = this.#takes();

  async log(id: string, event: TakeEvent): Promise<void> {
    await this.#wait();
    this.logs.set(id, (this.logs.get(id) ?? '') + eventLine(event));
    await this.#wait();
  }

  readonly #locks = {
    request: (_name: string, _options: object, work: () => Promise<unknown>) => {
      const turn = this.#last.then(async () => {
        await this.#wait();
        return work();
      });
      this.#last = turn.catch(() => {});
      return turn;
    },
  };

  #takes(): TakesFolder {
    // oxlint-disable-next-line typescript/no-this-alias
    const disk = this;
    const take = (id: string): TakeFolder => {
      const log = {
        kind: 'file' as const,
        getFile: async () => {
          await disk.#wait();
          const text = disk.logs.get(id) ?? '';
          return { text: async () => text } as File;
        },
      };
      return {
        kind: 'directory',
        async *[Symbol.asyncIterator]() {
          yield [EVENT_LOG_NAME, log];
        },
        getFileHandle: async () => log,
      };
    };
    return {
      async *[Symbol.asyncIterator]() {
        await disk.#wait();
        for (const id of [...disk.logs.keys()]) yield [id, take(id)];
      },
      getDirectoryHandle: async (id) => take(id),
      removeEntry: async (id) => void disk.logs.delete(id),
    };
  }

  async #root() {
    await this.#wait();
    const changes = this.#changes;
    const wait = this.#wait;
    return {
      getDirectoryHandle: async () => ({
        async *keys() {
          await wait();
          yield* [...changes];
        },
        async getFileHandle(name: string) {
          await wait();
          changes.add(name);
        },
        async removeEntry(name: string) {
          await wait();
          changes.delete(name);
        },
      }),
    };
  }
}
