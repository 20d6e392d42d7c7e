import { cursorAdvance } from '../../shared/base/cursor.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import type {
  CaptureLink,
  FileLike,
  JournalApi,
  JournalNotice,
  JournalSummary,
  MemoryTakeFiles,
  Moment,
  PortLink,
  TakeWord,
  WayLink,
  WayState,
} from '../../shared/journal/protocol.ts';
import type { SampleFormat } from '../../shared/audio/sample-format.ts';
import type { StorageKind } from '../../shared/take/storage-kind.ts';
import {
  EVENT_LOG_NAME,
  type Marker,
  type TakeEvent,
  type TakeHistory,
  type TakeSpec,
} from '../../shared/take/take-events.ts';
import type { CaptureDrain } from '../drain/capture-drain.ts';
import { EventLog } from '../take/event-log.ts';
import type { Intake } from '../drain/intake.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { createMacrotask } from '../base/macrotask.ts';
import type { MergedRing } from '../merge/merged-ring.ts';
import { MergeSession } from '../drain/merge-session.ts';
import { checkStorage, memoryTakes, openTakeFile } from '../files/opfs.ts';
import type { OpenTake } from '../drain/open-take.ts';
import type { PortSession } from '../capture/port-session.ts';
import { TakeJournal } from '../take/take-journal.ts';

/** How long the loop sleeps when nobody wakes it: the meters' pace. With the drain's own pieces it bounds what a crash costs. */
const DRAIN_INTERVAL_MS = 50;
/** The same while a command waits for its frame, or where there is no word that a caller could bump. */
const COMMAND_INTERVAL_MS = 2;
/** A call wakes, but its message may come later than that: for so long it is looked for in every turn. */
const CALL_WITHIN_MS = 100;
/** Every so many turns that nobody woke, the event loop has its turn all the same. */
const QUIET_TURNS = 4;
/** Of a capture by port, a command names a frame of the recent past: so much is at hand, whatever the pre-roll. */
const COMMAND_SLACK_SECONDS = 10;

/**
 * The journal worker's service: one loop that drains the ring, writes the take and feeds the encoders. Where no memory
 * is shared there is no loop: messages turn the drain (`PortSession`).
 */
export class JournalService implements JournalApi {
  readonly #kernels: Kernels;
  readonly #macrotask = createMacrotask();
  readonly #takes = new Map<string, TakeJournal>();
  /** Bumped by whoever calls; undefined where no memory is shared. */
  #wake: Int32Array | undefined;
  #onNotice: (notice: JournalNotice) => void = () => {};
  /** The microphone that is attached. */
  #intake: MergeSession | PortSession | undefined;
  /** A merged ring to be used again: it takes megabytes. */
  #spare: MergedRing | undefined;
  #running = false;
  /** Calls that wait for the storage: every step of theirs needs a turn of the event loop. */
  #waitingCalls = 0;
  #failure: unknown;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  async listen(
    wake: SharedArrayBuffer | undefined,
    onNotice: (notice: JournalNotice) => void,
  ): Promise<void> {
    this.#wake = wake && new Int32Array(wake);
    this.#onNotice = onNotice;
  }

  checkStorage(workedBefore: boolean): Promise<StorageKind> {
    return this.#unhindered(() => checkStorage(workedBefore));
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

  async attach(capture: CaptureLink): Promise<void> {
    await this.detach();
    this.#intake = this.#openMerge(capture);
    this.#start();
  }

  async addWay(captureId: number, way: WayLink): Promise<void> {
    this.#merge(captureId)?.addWay(way);
  }

  async dropWay(captureId: number, wayId: number): Promise<void> {
    await this.#merge(captureId)?.dropWay(wayId);
  }

  async replace(capture: CaptureLink, device: string): Promise<void> {
    const last = this.#intake;
    if (last instanceof MergeSession) last.flush();
    const take = last?.drain.handOver();
    const next = this.#openMerge(capture);
    this.#intake = next;
    if (last instanceof MergeSession) this.#spare = last.close();
    goOn(take, next.drain, device);
    this.#start();
  }

  async attachPort(
    link: PortLink,
    preRollFrames: number,
    onStatus: (values: Float64Array) => unknown,
  ): Promise<void> {
    await this.detach();
    this.#intake = await this.#openPort(link, preRollFrames, onStatus);
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
    const take = last?.drain.handOver();
    last?.close();
    this.#intake = next;
    goOn(take, next.drain, device);
  }

  async detach(): Promise<void> {
    const intake = this.#intake;
    if (intake?.drain.take !== undefined) await finishAtOnce(intake);
    this.#intake = undefined;
    if (intake instanceof MergeSession) this.#spare = intake.close();
    else intake?.close();
  }

  begin(spec: TakeSpec, from: Moment, reachBackFrames: number): Promise<void> {
    return this.#begin(from, reachBackFrames, () => TakeJournal.open(spec, this.#notify(spec.id)));
  }

  continue(past: TakeHistory, from: Moment): Promise<void> {
    return this.#begin(from, 0, async () => {
      const { reopenTake } = await import('../take/take-reopening.ts');
      return reopenTake(past, this.#notify(past.spec.id));
    });
  }

  async #begin(from: Moment, reachBackFrames: number, open: () => Promise<TakeJournal>): Promise<void> {
    const intake = this.#intake;
    if (intake === undefined) throw new CapstanError('wrong-state', 'no microphone attached');
    const { drain } = intake;
    if (drain.take !== undefined) throw new CapstanError('wrong-state', 'a take is being recorded');
    drain.hold(cursorAdvance(intake.cursorAt(from), -reachBackFrames));
    this.#port?.clearTake();
    try {
      const journal = await this.#unhindered(open);
      this.#takes.set(journal.spec.id, journal);
      drain.begin(journal);
      // Opening the files took its time: what came meanwhile is on the disk before anybody is told that it is kept.
      intake.write();
    } catch (error) {
      drain.letGo();
      throw error;
    }
  }

  async pause(at: Moment, tailFrames: number): Promise<void> {
    const intake = this.#recording();
    intake.drain.pause(intake.endAt(at, tailFrames));
  }

  async resume(at: Moment): Promise<void> {
    const intake = this.#recording();
    intake.drain.resume(intake.cursorAt(at));
  }

  async marker(at: Moment, label: string): Promise<Marker> {
    const intake = this.#recording();
    return intake.drain.marker(intake.cursorAt(at), label);
  }

  heldUp(frames: number): Promise<void> {
    this.#intake?.drain.heldUp(frames);
    return Promise.resolve();
  }

  async finish(at: Moment, tailFrames: number, patienceMs: number, agoMs = 0): Promise<JournalSummary> {
    const intake = this.#recording();
    const summary = intake.drain.finish(intake.endAt(at, tailFrames), agoMs);
    if (!(intake instanceof MergeSession)) intake.flush();
    const patient = this.#patience(patienceMs, () => {
      intake.flush();
      intake.drain.finishNow();
    });
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
    if (this.#intake?.drain.take !== undefined) this.#intake.write();
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
    await this.#unhindered(async () => (await import('../take/recover-take.ts')).recoverTake(spec));
  }

  async log(takeId: string, event: TakeEvent): Promise<void> {
    const open = this.#takes.get(takeId);
    if (open === undefined) await this.#unhindered(() => appendToLog(takeId, event, false));
    else open.record(event);
  }

  get #port(): PortSession | undefined {
    return this.#intake instanceof MergeSession ? undefined : this.#intake;
  }

  /** The session of that microphone, if it is still attached. */
  #merge(captureId: number): MergeSession | undefined {
    const intake = this.#intake;
    return intake instanceof MergeSession && intake.id === captureId ? intake : undefined;
  }

  #openMerge(capture: CaptureLink): MergeSession {
    const spare = this.#spare;
    this.#spare = undefined;
    const tellState = (way: number, state: WayState) => this.#onNotice({ type: 'way', way, state });
    return new MergeSession(capture, this.#kernels, spare, tellState);
  }

  #notify(takeId: string): (word: TakeWord) => void {
    return (word) => this.#onNotice({ takeId, ...word });
  }

  async #openPort(
    link: PortLink,
    preRollFrames: number,
    onStatus: (values: Float64Array) => unknown,
  ): Promise<PortSession> {
    const { PortSession } = await import('../capture/port-session.ts');
    const keepFrames = preRollFrames + COMMAND_SLACK_SECONDS * link.sampleRate;
    return new PortSession(link, this.#kernels, keepFrames, () => this.#turn(), onStatus);
  }

  #patience(ms: number, over: () => void): { end(): void } {
    if (this.#port !== undefined) return { end: this.#port.onQuiet(ms, over) };
    const timer = setTimeout(over, ms);
    return { end: () => clearTimeout(timer) };
  }

  #recording(): MergeSession | PortSession {
    const intake = this.#intake;
    if (intake?.drain.take === undefined) {
      throw new CapstanError('wrong-state', 'no take is being recorded');
    }
    return intake;
  }

  #open(takeId: string): TakeJournal {
    const take = this.#takes.get(takeId);
    if (take === undefined) throw new CapstanError('take-not-found', takeId);
    return take;
  }

  #start(): void {
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    // Without shared memory there is nothing to be woken by, and this one is waited on for a moment at a time.
    const words = this.#wake ?? new Int32Array(new SharedArrayBuffer(4));
    try {
      let heard = Atomics.load(words, 0);
      // Whoever started the loop waits for an answer.
      let calledMs = performance.now();
      let quietTurns = 0;
      while (this.#intake instanceof MergeSession || this.#feeding()) {
        const called = performance.now() - calledMs < CALL_WITHIN_MS;
        const busy = this.#turn();
        // A word that was bumped while this loop did something else does not let it sleep.
        if (!busy) Atomics.wait(words, 0, heard, this.#pauseMs(called));
        const word = Atomics.load(words, 0);
        if (word !== heard) calledMs = performance.now();
        quietTurns = busy || word !== heard ? 0 : quietTurns + 1;
        heard = word;
        // Who calls wakes too, so a turn that nobody woke has no call to answer.
        if (called || this.#waitingCalls > 0 || quietTurns % QUIET_TURNS === 0) await this.#macrotask();
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

  #pauseMs(called: boolean): number {
    if (this.#waitingCalls > 0) return 0;
    const idle = !called && this.#wake !== undefined && this.#intake?.drain.waiting !== true;
    return idle ? DRAIN_INTERVAL_MS : COMMAND_INTERVAL_MS;
  }

  #turn(): boolean {
    // A sync takes its time: what came before it is written first.
    if (this.#intake?.drain.take?.syncDue === true) this.#intake.write();
    let more = this.#intake?.turn() ?? false;
    for (const take of this.#takes.values()) more = take.turn() || more;
    return more;
  }

  #feeding(): boolean {
    for (const take of this.#takes.values()) if (take.feeding) return true;
    return false;
  }
}

async function finishAtOnce(intake: Intake): Promise<void> {
  intake.flush();
  const summary = intake.drain.finish(intake.drain.writeCursor);
  intake.drain.finishNow();
  intake.write();
  await summary;
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
