import { RING_WORD } from '../shared/capture-ring.ts';
import { CapstanError } from '../shared/errors.ts';
import type {
  FileLike,
  JournalApi,
  JournalNotice,
  JournalSummary,
  MemoryTakeFiles,
  PortLink,
} from '../shared/protocol.ts';
import type { SampleFormat } from '../shared/sample-format.ts';
import type { StorageKind } from '../shared/storage-kind.ts';
import { StatusBlock } from '../shared/status-block.ts';
import {
  EVENT_LOG_NAME,
  type Marker,
  type TakeEvent,
  type TakeHistory,
  type TakeSpec,
} from '../shared/take-events.ts';
import { CaptureDrain } from './capture-drain.ts';
import { EventLog } from './event-log.ts';
import type { Kernels } from './kernels.ts';
import { createMacrotask } from './macrotask.ts';
import { checkStorage, memoryTakes, openTakeFile } from './opfs.ts';
import type { OpenTake } from './open-take.ts';
import type { PortSession } from './port-session.ts';
import { TakeJournal } from './take-journal.ts';

/** How long the loop sleeps when nobody wakes it: the meters' pace. With the drain's own pieces it bounds what a crash costs. */
const DRAIN_INTERVAL_MS = 50;
/** The same while a command waits for its frame, or where there is no ring whose word a caller could bump. */
const COMMAND_INTERVAL_MS = 2;
/** Every so many turns that nobody woke, the event loop has its turn all the same. */
const QUIET_TURNS = 4;
/** A command names a frame of the recent past: this much is kept at hand for it, whatever the pre-roll. */
const COMMAND_SLACK_FRAMES = 1 << 16; // 1.4 s at 48 kHz, 0.34 s at 192 kHz

/**
 * The journal worker's service: one loop that drains the ring, writes the take and feeds the encoders. Where no memory
 * is shared there is no loop: messages turn the drain (`PortSession`).
 */
export class JournalService implements JournalApi {
  readonly #kernels: Kernels;
  readonly #macrotask = createMacrotask();
  readonly #takes = new Map<string, TakeJournal>();
  #drain: CaptureDrain | undefined;
  /** Where the drain's frames come from, if not from shared memory. */
  #port: PortSession | undefined;
  #running = false;
  /** Calls that wait for the storage: every step of theirs needs a turn of the event loop. */
  #waitingCalls = 0;
  #failure: unknown;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  checkStorage(): Promise<StorageKind> {
    return this.#unhindered(checkStorage);
  }

  async memoryTakes(): Promise<readonly MemoryTakeFiles[]> {
    return memoryTakes().list();
  }

  async deleteMemoryTake(takeId: string): Promise<void> {
    memoryTakes().delete(takeId);
  }

  async keepInMemory(takeId: string, file: string, content: FileLike): Promise<void> {
    memoryTakes().keep(takeId, file, content as Blob);
  }

  async memoryRoom(): Promise<number> {
    return memoryTakes().room();
  }

  async attach(ring: SharedArrayBuffer, status: SharedArrayBuffer, preRollFrames: number): Promise<void> {
    await this.detach();
    const block = new StatusBlock(status);
    block.clearLevels();
    this.#drain = new CaptureDrain(ring, this.#kernels, block, preRollFrames + COMMAND_SLACK_FRAMES);
    this.#start();
  }

  async replace(
    ring: SharedArrayBuffer,
    status: SharedArrayBuffer,
    preRollFrames: number,
    device: string,
  ): Promise<void> {
    const take = this.#drain?.handOver();
    const block = new StatusBlock(status);
    const drain = new CaptureDrain(ring, this.#kernels, block, preRollFrames + COMMAND_SLACK_FRAMES);
    this.#drain = drain;
    goOn(take, drain, device);
    this.#start();
  }

  async attachPort(
    link: PortLink,
    preRollFrames: number,
    onStatus: (values: Float64Array) => unknown,
  ): Promise<void> {
    await this.detach();
    this.#port = await this.#openPort(link, preRollFrames, onStatus);
    this.#drain = this.#port.drain;
  }

  async replacePort(
    link: PortLink,
    preRollFrames: number,
    device: string,
    onStatus: (values: Float64Array) => unknown,
  ): Promise<void> {
    const last = this.#port;
    const next = await this.#openPort(link, preRollFrames, onStatus);
    // What the last one sent may still be queued; and the gap between the two ends with the next one's first frame.
    await Promise.all([last?.settled(), next.begun]);
    if (this.#port !== last) return next.close();
    const take = this.#drain?.handOver();
    last?.close();
    this.#port = next;
    this.#drain = next.drain;
    goOn(take, next.drain, device);
  }

  async detach(): Promise<void> {
    if (this.#drain?.take !== undefined) await this.#finishAtOnce(this.#drain);
    this.#drain = undefined;
    this.#port?.close();
    this.#port = undefined;
  }

  begin(spec: TakeSpec, cursor: number, onNotice: (notice: JournalNotice) => void): Promise<void> {
    return this.#begin(cursor, () => TakeJournal.open(spec, onNotice));
  }

  continue(past: TakeHistory, cursor: number, onNotice: (notice: JournalNotice) => void): Promise<void> {
    return this.#begin(cursor, async () => (await import('./take-reopening.ts')).reopenTake(past, onNotice));
  }

  async #begin(cursor: number, open: () => Promise<TakeJournal>): Promise<void> {
    const drain = this.#drain;
    if (drain === undefined) throw new CapstanError('wrong-state', 'no ring attached');
    if (drain.take !== undefined) throw new CapstanError('wrong-state', 'a take is being recorded');
    drain.hold(this.#cursor(cursor));
    this.#port?.clearTake();
    try {
      const journal = await this.#unhindered(open);
      this.#takes.set(journal.spec.id, journal);
      drain.begin(journal);
      // Opening the files took its time: what came meanwhile is on the disk before anybody is told that it is kept.
      drain.flush();
    } catch (error) {
      drain.letGo();
      throw error;
    }
  }

  async pause(cursor: number): Promise<void> {
    this.#recording().pause(this.#endCursor(cursor));
  }

  async resume(cursor: number): Promise<void> {
    this.#recording().resume(this.#cursor(cursor));
  }

  async marker(cursor: number, label: string): Promise<Marker> {
    return this.#recording().marker(this.#cursor(cursor), label);
  }

  heldUp(frames: number): Promise<void> {
    this.#drain?.heldUp(frames);
    return Promise.resolve();
  }

  async finish(cursor: number, patienceMs: number): Promise<JournalSummary> {
    const drain = this.#recording();
    const summary = drain.finish(this.#endCursor(cursor));
    this.#port?.flush();
    const patient = this.#patience(patienceMs, () => drain.finishNow());
    try {
      return await summary;
    } finally {
      patient.end();
    }
  }

  async feed(takeId: string, feed: SharedArrayBuffer, format: SampleFormat): Promise<void> {
    this.#open(takeId).addFeed(feed, format);
    this.#start();
  }

  async unfeed(takeId: string, feed: SharedArrayBuffer): Promise<void> {
    this.#takes.get(takeId)?.removeFeed(feed);
  }

  async sync(): Promise<void> {
    if (this.#drain?.take !== undefined) this.#drain.flush();
    for (const take of this.#takes.values()) take.sync();
  }

  async release(takeId: string, last?: TakeEvent): Promise<void> {
    const take = this.#open(takeId);
    if (!take.complete) throw new CapstanError('take-busy', 'the take is being recorded');
    if (last !== undefined) take.record(last);
    this.#takes.delete(takeId);
    take.close();
  }

  create(spec: TakeSpec): Promise<void> {
    return this.#unhindered(() => appendToLog(spec.id, { type: 'created', version: 1, spec }, true));
  }

  async recover(spec: TakeSpec): Promise<void> {
    if (this.#takes.has(spec.id)) throw new CapstanError('take-busy', 'it is being recorded');
    await this.#unhindered(async () => (await import('./recover-take.ts')).recoverTake(spec));
  }

  async log(takeId: string, event: TakeEvent): Promise<void> {
    const open = this.#takes.get(takeId);
    if (open === undefined) await this.#unhindered(() => appendToLog(takeId, event, false));
    else open.record(event);
  }

  /** The ring's cursor for one that a command names. */
  #cursor(named: number): number {
    return this.#port?.cursorAt(named) ?? named;
  }

  #endCursor(named: number): number {
    return this.#port?.endAt(named) ?? named;
  }

  async #openPort(
    link: PortLink,
    preRollFrames: number,
    onStatus: (values: Float64Array) => unknown,
  ): Promise<PortSession> {
    const { PortSession } = await import('./port-session.ts');
    const keepFrames = preRollFrames + COMMAND_SLACK_FRAMES;
    return new PortSession(link, this.#kernels, keepFrames, () => this.#turn(), onStatus);
  }

  #patience(ms: number, over: () => void): { end(): void } {
    if (this.#port !== undefined) return { end: this.#port.onQuiet(ms, over) };
    const timer = setTimeout(over, ms);
    return { end: () => clearTimeout(timer) };
  }

  #recording(): CaptureDrain {
    if (this.#drain?.take === undefined) throw new CapstanError('wrong-state', 'no take is being recorded');
    return this.#drain;
  }

  #open(takeId: string): TakeJournal {
    const take = this.#takes.get(takeId);
    if (take === undefined) throw new CapstanError('take-not-found', takeId);
    return take;
  }

  async #finishAtOnce(drain: CaptureDrain): Promise<void> {
    const summary = drain.finish(drain.words[RING_WORD.write]!);
    drain.finishNow();
    await summary;
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    /** Waited on while there is no ring; nobody bumps it. */
    const noRing = new Int32Array(new SharedArrayBuffer(4));
    try {
      let quietTurns = 0;
      while (this.#drain !== undefined || this.#feeding()) {
        const words = this.#drain?.words ?? noRing;
        const word = this.#drain === undefined ? 0 : RING_WORD.wake;
        const seen = Atomics.load(words, word);
        const quiet = !this.#turn() && Atomics.wait(words, word, seen, this.#pauseMs()) === 'timed-out';
        quietTurns = quiet ? quietTurns + 1 : 0;
        // Who calls wakes too, so a turn that nobody woke has no call to answer.
        if (this.#waitingCalls > 0 || quietTurns % QUIET_TURNS === 0) await this.#macrotask();
      }
    } catch (error) {
      // Nothing here is expected to throw; if it does, the page must hear of it: an unhandled error ends the worker's calls.
      this.#failure = error;
      setTimeout(() => {
        throw this.#failure;
      });
    } finally {
      this.#running = false;
    }
  }

  /** Runs something that waits for the storage; the loop does not sleep meanwhile. */
  async #unhindered<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#waitingCalls++;
    try {
      return await work();
    } finally {
      this.#waitingCalls--;
    }
  }

  #pauseMs(): number {
    if (this.#waitingCalls > 0) return 0;
    const idle = this.#drain !== undefined && !this.#drain.waiting;
    return idle ? DRAIN_INTERVAL_MS : COMMAND_INTERVAL_MS;
  }

  #turn(): boolean {
    // A sync takes its time: what came before it is written first.
    if (this.#drain?.take?.syncDue === true) this.#drain.flush();
    let more = this.#drain?.turn() ?? false;
    for (const take of this.#takes.values()) more = take.turn() || more;
    return more;
  }

  #feeding(): boolean {
    for (const take of this.#takes.values()) if (take.feeding) return true;
    return false;
  }
}

/** A take goes on with another microphone's frames. */
function goOn(take: OpenTake | undefined, drain: CaptureDrain, device: string): void {
  if (take === undefined) return;
  drain.adopt(take, 'source');
  take.journal.source(device);
}

async function appendToLog(takeId: string, event: TakeEvent, createTake: boolean): Promise<void> {
  const log = new EventLog(await openTakeFile(takeId, EVENT_LOG_NAME, createTake));
  try {
    log.append(event);
  } finally {
    log.close();
  }
}
