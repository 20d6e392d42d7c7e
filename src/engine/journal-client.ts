import { proxy, transfer, type ProxyMarked, type Remote } from 'comlink';
import { RING_WORD, ringWords } from '../shared/capture-ring.ts';
import type { CapstanError } from '../shared/errors.ts';
import type { FileLike, JournalApi, JournalNotice, JournalSummary, PortLink } from '../shared/protocol.ts';
import type { SampleFormat } from '../shared/sample-format.ts';
import { createLocalStatusBlock, createStatusBlock, StatusBlock } from '../shared/status-block.ts';
import type { StorageKind } from '../shared/storage-kind.ts';
import type { Marker, TakeEvent, TakeHistory, TakeSpec } from '../shared/take-events.ts';
import type { CaptureSource, PortSource, RingSource } from './capture-source.ts';
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

  /** Takes a source over. What the journal tells of it is in the block returned. */
  attach(source: CaptureSource, preRollFrames: number): Promise<StatusBlock> {
    return 'ring' in source
      ? this.#shareRing(source, (api, status) => api.attach(source.ring, status, preRollFrames))
      : this.#handPort(source, (api, link, onStatus) => api.attachPort(link, preRollFrames, onStatus));
  }

  /** Another source goes on in the place of the present one. */
  replace(source: CaptureSource, preRollFrames: number): Promise<StatusBlock> {
    const { label } = source;
    return 'ring' in source
      ? this.#shareRing(source, (api, status) => api.replace(source.ring, status, preRollFrames, label))
      : this.#handPort(source, (api, link, onStatus) =>
          api.replacePort(link, preRollFrames, label, onStatus),
        );
  }

  async #shareRing(
    { ring }: RingSource,
    send: (api: Remote<JournalApi>, status: SharedArrayBuffer) => Promise<void>,
  ): Promise<StatusBlock> {
    const status = createStatusBlock();
    await this.#call((api) => send(api, status));
    this.#words = ringWords(ring);
    return new StatusBlock(status);
  }

  async #handPort(
    { port, channels, sampleRate, capacityFrames }: PortSource,
    send: (
      api: Remote<JournalApi>,
      link: PortLink,
      onStatus: ((values: Float64Array) => void) & ProxyMarked,
    ) => Promise<void>,
  ): Promise<StatusBlock> {
    const status = new StatusBlock(createLocalStatusBlock());
    const link = transfer({ port, channels, sampleRate, capacityFrames }, [port]);
    const onStatus = proxy((values: Float64Array) => status.replace(values));
    await this.#call((api) => send(api, link, onStatus));
    return status;
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

  continue(past: TakeHistory, cursor: number, onNotice: (notice: JournalNotice) => void): Promise<void> {
    return this.#call((api) => api.continue(past, cursor, proxy(onNotice)));
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

  /** Where no journal runs there is nobody to tell. */
  async heldUp(frames: number): Promise<void> {
    if (this.#bridge !== undefined) await this.#call((api) => api.heldUp(frames));
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

  /** Where no journal runs there is nothing to sync. */
  async sync(): Promise<void> {
    if (this.#bridge !== undefined) await this.#call((api) => api.sync());
  }

  /** @param last the take's last event, in the same message: Stop waits for this */
  release(takeId: string, last?: TakeEvent): Promise<void> {
    return this.#call((api) => api.release(takeId, last));
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
