import { proxy, type Remote } from 'comlink';
import { RING_WORD, ringWords } from '../shared/capture-ring.ts';
import type { CapstanError } from '../shared/errors.ts';
import type { FileLike, JournalApi, JournalNotice, JournalSummary } from '../shared/protocol.ts';
import type { SampleFormat } from '../shared/sample-format.ts';
import type { StorageKind } from '../shared/storage-kind.ts';
import type { Marker, TakeEvent, TakeSpec } from '../shared/take-events.ts';
import { WorkerBridge } from './worker-bridge.ts';

/** The journal worker, started at the first call and woken at every one. */
export class JournalClient {
  #bridge: Promise<WorkerBridge<JournalApi>> | undefined;
  /** The attached ring's words: the worker sleeps on one of them. */
  #words: Int32Array | undefined;

  checkStorage(): Promise<StorageKind> {
    return this.#call((api) => api.checkStorage());
  }

  memoryTakes(): Promise<{ id: string; files: File[] }[]> {
    return this.#call((api) => api.memoryTakes() as Promise<{ id: string; files: File[] }[]>);
  }

  deleteMemoryTake(takeId: string): Promise<void> {
    return this.#call((api) => api.deleteMemoryTake(takeId));
  }

  keepInMemory(takeId: string, file: string, content: FileLike): Promise<void> {
    return this.#call((api) => api.keepInMemory(takeId, file, content));
  }

  memoryRoom(): Promise<number> {
    return this.#call((api) => api.memoryRoom());
  }

  async attach(ring: SharedArrayBuffer, status: SharedArrayBuffer, preRollFrames: number): Promise<void> {
    await this.#call((api) => api.attach(ring, status, preRollFrames));
    this.#words = ringWords(ring);
  }

  async replace(
    ring: SharedArrayBuffer,
    status: SharedArrayBuffer,
    preRollFrames: number,
    device: string,
  ): Promise<void> {
    await this.#call((api) => api.replace(ring, status, preRollFrames, device));
    this.#words = ringWords(ring);
  }

  async detach(): Promise<void> {
    const words = this.#words;
    await this.#call((api) => api.detach());
    // Another ring may have been attached meanwhile.
    if (this.#words === words) this.#words = undefined;
  }

  begin(spec: TakeSpec, cursor: number, onNotice: (notice: JournalNotice) => void): Promise<void> {
    return this.#call((api) => api.begin(spec, cursor, proxy(onNotice)));
  }

  pause(cursor: number): Promise<void> {
    return this.#call((api) => api.pause(cursor));
  }

  resume(cursor: number): Promise<void> {
    return this.#call((api) => api.resume(cursor));
  }

  marker(cursor: number, label: string): Promise<Marker> {
    return this.#call((api) => api.marker(cursor, label));
  }

  finish(cursor: number, patienceMs: number): Promise<JournalSummary> {
    return this.#call((api) => api.finish(cursor, patienceMs));
  }

  feed(takeId: string, feed: SharedArrayBuffer, format: SampleFormat): Promise<void> {
    return this.#call((api) => api.feed(takeId, feed, format));
  }

  unfeed(takeId: string, feed: SharedArrayBuffer): Promise<void> {
    return this.#call((api) => api.unfeed(takeId, feed));
  }

  release(takeId: string): Promise<void> {
    return this.#call((api) => api.release(takeId));
  }

  create(spec: TakeSpec): Promise<void> {
    return this.#call((api) => api.create(spec));
  }

  recover(spec: TakeSpec): Promise<void> {
    return this.#call((api) => api.recover(spec));
  }

  log(takeId: string, event: TakeEvent): Promise<void> {
    return this.#call((api) => api.log(takeId, event));
  }

  /** Hears of the worker's death; the next call starts a new one. */
  async onDeath(listener: (error: CapstanError) => void): Promise<void> {
    (await this.#started()).onDeath(listener);
  }

  async #call<Result>(send: (api: Remote<JournalApi>) => Promise<Result>): Promise<Result> {
    const bridge = await this.#started();
    const answer = bridge.call(send);
    this.#wake();
    return answer;
  }

  #started(): Promise<WorkerBridge<JournalApi>> {
    this.#bridge ??= this.#start();
    return this.#bridge;
  }

  async #start(): Promise<WorkerBridge<JournalApi>> {
    try {
      const bridge = await WorkerBridge.start<JournalApi>(
        'journal',
        () => new Worker(new URL('../workers/journal.worker.ts', import.meta.url), { type: 'module' }),
      );
      bridge.onDeath(() => this.#forget());
      return bridge;
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#bridge = undefined;
    this.#words = undefined;
  }

  #wake(): void {
    if (this.#words === undefined) return;
    Atomics.add(this.#words, RING_WORD.wake, 1);
    Atomics.notify(this.#words, RING_WORD.wake);
  }
}
