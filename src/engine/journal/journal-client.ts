import { proxy, transfer, type ProxyMarked, type Remote } from 'comlink';
import type { CapstanError } from '../../shared/base/errors.ts';
import type { CaptureLink, Moment, PortLink, WayLink } from '../../shared/journal/capture-link.ts';
import type { FileLike } from '../../shared/base/file-like.ts';
import type { JournalApi, JournalSummary, ShownPeaks } from '../../shared/journal/journal-api.ts';
import type { JournalNotice } from '../../shared/journal/journal-notices.ts';
import type { PeakRange } from '../../shared/peaks/peak-range.ts';
import type { SampleFormat } from '../../shared/audio/sample-format.ts';
import {
  createLocalStatusBlock,
  createStatusBlock,
  StatusBlock,
  type StatusMessage,
} from '../../shared/journal/status-block.ts';
import type { StorageKind } from '../../shared/take/storage-kind.ts';
import type { Marker, TakeEvent, TakeHistory, TakeSpec } from '../../shared/take/take-events.ts';
import type { CaptureSource, PortSource, RingSource, WayHost } from '../capture/capture-source.ts';
import { sharesMemory } from '../base/shared-memory.ts';
import { WorkerBridge, type Bridge } from '../base/worker-bridge.ts';

/** Receives a journal's notices for as long as its client lives. One long-lived listener retains no take's objects. */
export interface JournalListener {
  notice(notice: JournalNotice): void;
  /** The worker died; the next call starts a new one. */
  died(error: CapstanError): void;
}

type JournalBridge = Bridge<JournalApi>;

/** Calls the journal worker: starts it at the first call, and wakes it at every call. */
export class JournalClient implements WayHost {
  #startWorker: () => Promise<JournalBridge>;
  #bridge: Promise<JournalBridge> | undefined;
  #listener: JournalListener = { notice: () => {}, died: () => {} };
  #storage: StorageKind | undefined;
  /** The shared word that the worker waits on while it sleeps; undefined where no memory is shared. */
  #wakeWord: Int32Array | undefined;
  /** Sources whose rings the journal may still hold. */
  readonly #handed = new Set<RingSource>();

  constructor(startWorker: () => Promise<JournalBridge> = startJournalWorker) {
    this.#startWorker = startWorker;
  }

  /** Replaces the previous listener. */
  listen(listener: JournalListener): void {
    this.#listener = listener;
  }

  /** Whether a worker runs or is being started. */
  get started(): boolean {
    return this.#bridge !== undefined;
  }

  /** Starts the worker ahead of its first call. If that fails, the first call tries again, or reports why it cannot. */
  prepare(): void {
    this.#started().catch(() => {});
  }

  /** Ends the worker for good. From here on every call rejects with the error. */
  dispose(error: CapstanError): void {
    this.#startWorker = () => Promise.reject(error);
    this.end(error).catch(() => {});
  }

  /** Where takes are kept. The worker decides once; if the disk worked for an earlier worker, it stays `disk`. */
  async checkStorage(): Promise<StorageKind> {
    this.#storage = await this.#call((api) => api.checkStorage(this.#storage === 'disk'));
    return this.#storage;
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

  /** Attaches a source. The journal reports on it in the returned status block. */
  attach(source: CaptureSource, preRollFrames: number): Promise<StatusBlock> {
    return 'port' in source
      ? this.#handPort(source, (api, link, onStatus) => api.attachPort(link, preRollFrames, onStatus))
      : this.#shareRings(source, preRollFrames, (api, capture) => api.attach(capture));
  }

  /** Replaces the attached source by another. */
  replace(source: CaptureSource, preRollFrames: number): Promise<StatusBlock> {
    const { label } = source;
    return 'port' in source
      ? this.#handPort(source, (api, link, onStatus) => api.replacePort(link, preRollFrames, label, onStatus))
      : this.#shareRings(source, preRollFrames, (api, capture) => api.replace(capture, label));
  }

  addWay(captureId: number, way: WayLink): Promise<void> {
    return this.#call((api) => api.addWay(captureId, way));
  }

  dropWay(captureId: number, wayId: number): Promise<void> {
    return this.#call((api) => api.dropWay(captureId, wayId));
  }

  async #shareRings(
    source: RingSource,
    preRollFrames: number,
    send: (api: Remote<JournalApi>, capture: CaptureLink) => Promise<void>,
  ): Promise<StatusBlock> {
    const status = createStatusBlock();
    const before = [...this.#handed];
    this.#handed.add(source);
    await this.#call((api) => {
      const { id, sampleRate, channels } = source;
      return send(api, { id, sampleRate, channels, status, preRollFrames, ways: source.links() });
    });
    for (const other of before) this.#release(other);
    source.attached(this);
    return new StatusBlock(status);
  }

  #release(source: RingSource): void {
    this.#handed.delete(source);
    source.released();
  }

  async #handPort(
    { wayId: id, port, channels, sampleRate, capacityFrames }: PortSource,
    send: (
      api: Remote<JournalApi>,
      link: PortLink,
      onStatus: ((message: StatusMessage) => void) & ProxyMarked,
    ) => Promise<void>,
  ): Promise<StatusBlock> {
    const status = new StatusBlock(createLocalStatusBlock());
    const link = transfer({ id, port, channels, sampleRate, capacityFrames }, [port]);
    const onStatus = proxy((message: StatusMessage) => status.receive(message));
    await this.#call((api) => send(api, link, onStatus));
    return status;
  }

  /** Detaches the source. Does nothing if no journal runs. */
  async detach(): Promise<void> {
    if (this.#bridge === undefined) return;
    const handed = [...this.#handed];
    await this.#call((api) => api.detach());
    for (const source of handed) this.#release(source);
  }

  begin(spec: TakeSpec, from: Moment, reachBackFrames: number): Promise<void> {
    return this.#call((api) => api.begin(spec, from, reachBackFrames));
  }

  continue(priorRecording: TakeHistory, from: Moment): Promise<void> {
    return this.#call((api) => api.continue(priorRecording, from));
  }

  pause(at: Moment, tailFrames: number): Promise<void> {
    return this.#call((api) => api.pause(at, tailFrames));
  }

  resume(at: Moment): Promise<void> {
    return this.#call((api) => api.resume(at));
  }

  marker(at: Moment, label: string): Promise<Marker> {
    return this.#call((api) => api.marker(at, label));
  }

  nameMarker(marker: Marker, label: string): Promise<Marker> {
    return this.#call((api) => api.nameMarker(marker, label));
  }

  /** Reports that `frames` frames may be missing from the take being recorded. Does nothing if no journal runs. */
  async heldUp(frames: number): Promise<void> {
    if (this.#bridge !== undefined) await this.#call((api) => api.heldUp(frames));
  }

  /** @param agoMs how long ago the moment was */
  finish(at: Moment, tailFrames: number, patienceMs: number, agoMs: number): Promise<JournalSummary> {
    return this.#call((api) => api.finish(at, tailFrames, patienceMs, agoMs));
  }

  startFeeding(takeId: string, feed: SharedArrayBuffer, format: SampleFormat): Promise<void> {
    return this.#call((api) => api.startFeeding(takeId, feed, format));
  }

  stopFeeding(takeId: string, feed: SharedArrayBuffer): Promise<void> {
    return this.#call((api) => api.stopFeeding(takeId, feed));
  }

  /** Writes all captured frames and flushes them to disk. Best effort; does nothing if no journal runs. */
  async sync(): Promise<void> {
    if (this.#bridge !== undefined) await this.#call((api) => api.sync());
  }

  /** @param last the take's last event, sent in the same message because Stop waits for it */
  release(takeId: string, last?: TakeEvent): Promise<void> {
    return this.#call((api) => api.release(takeId, last));
  }

  peaks(takeId: string, range: PeakRange): Promise<ShownPeaks | undefined> {
    return this.#call((api) => api.peaks(takeId, range));
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

  /** Ends the worker as if it had died of `error`. The next call starts another. */
  async end(error: CapstanError): Promise<void> {
    (await this.#bridge)?.terminate(error);
  }

  async #call<Result>(send: (api: Remote<JournalApi>) => Promise<Result>): Promise<Result> {
    const bridge = await this.#started();
    const answer = bridge.call(send);
    this.#wake();
    return answer;
  }

  #started(): Promise<JournalBridge> {
    this.#bridge ??= this.#start();
    return this.#bridge;
  }

  async #start(): Promise<JournalBridge> {
    let bridge: JournalBridge | undefined;
    try {
      bridge = await this.#startWorker();
      const started = bridge;
      started.onDeath((error) => this.#died(started, error));
      await this.#introduce(started);
      return started;
    } catch (error) {
      // A worker that died is forgotten already, and its death listener may have started another.
      if (bridge?.dead !== true) this.#forget();
      throw error;
    }
  }

  async #introduce(bridge: JournalBridge): Promise<void> {
    const wake = sharesMemory() ? new SharedArrayBuffer(4) : undefined;
    const onNotice = proxy((notice: JournalNotice) => this.#listener.notice(notice));
    await bridge.call((api) => api.listen(wake, onNotice));
    this.#wakeWord = wake && new Int32Array(wake);
  }

  /** Terminates the worker: after an uncaught error it might go on with its work half done. */
  #died(bridge: JournalBridge, error: CapstanError): void {
    this.#forget();
    bridge.terminate(error);
    this.#listener.died(error);
  }

  /** The worker's rings are not reused, because nobody knows when it really ends. */
  #forget(): void {
    this.#bridge = undefined;
    this.#wakeWord = undefined;
    this.#handed.clear();
  }

  #wake(): void {
    if (this.#wakeWord === undefined) return;
    Atomics.add(this.#wakeWord, 0, 1);
    Atomics.notify(this.#wakeWord, 0);
  }
}

function startJournalWorker(): Promise<JournalBridge> {
  return WorkerBridge.start<JournalApi>(
    'journal',
    () => new Worker(new URL('../../workers/journal/journal.worker.ts', import.meta.url), { type: 'module' }),
  );
}
