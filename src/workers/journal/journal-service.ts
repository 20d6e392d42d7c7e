import { cursorAdvance } from '../../shared/base/cursor.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import type { CaptureLink, Moment, PortLink, WayLink } from '../../shared/journal/capture-link.ts';
import type { FileLike } from '../../shared/base/file-like.ts';
import type {
  JournalApi,
  JournalSummary,
  MemoryTakeFiles,
  ShownPeaks,
} from '../../shared/journal/journal-api.ts';
import type { PeakRange } from '../../shared/peaks/peak-range.ts';
import type { JournalNotice, TakeWord } from '../../shared/journal/journal-notices.ts';
import type { SampleFormat } from '../../shared/audio/sample-format.ts';
import type { StatusMessage } from '../../shared/journal/status-block.ts';
import type { StorageKind } from '../../shared/take/storage-kind.ts';
import {
  EVENT_LOG_NAME,
  type Marker,
  type TakeEvent,
  type TakeHistory,
  type TakeSpec,
} from '../../shared/take/take-events.ts';
import type { Intake } from '../drain/intake.ts';
import { checkStorage, memoryTakes, openTakeFile } from '../files/opfs.ts';
import type { Kernels } from '../kernels/kernels.ts';
import { EventLog } from '../take/event-log.ts';
import { TakeJournal } from '../take/take-journal.ts';
import { IntakeSwitch } from './intake-switch.ts';
import { JournalLoop } from './journal-loop.ts';

/**
 * At a pause, frames that are on their way are waited for if they are late by at most this. Where they are later, the
 * pause begins that much earlier: nothing that is said after the click may be recorded.
 */
const PAUSE_LATE_MS = 250;

/** The journal worker's service: the calls that the page makes to the journal. */
export class JournalService implements JournalApi {
  readonly #kernels: Kernels;
  readonly #takes = new Map<string, TakeJournal>();
  readonly #intakes: IntakeSwitch;
  readonly #loop: JournalLoop;
  #onNotice: (notice: JournalNotice) => void = () => {};

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
    this.#intakes = new IntakeSwitch(
      kernels,
      () => this.#loop.turn(),
      (way, state) => this.#onNotice({ type: 'way', way, state }),
    );
    this.#loop = new JournalLoop(this.#intakes, this.#takes);
  }

  async listen(
    wake: SharedArrayBuffer | undefined,
    onNotice: (notice: JournalNotice) => void,
  ): Promise<void> {
    this.#loop.wakeBy(wake);
    this.#onNotice = onNotice;
  }

  checkStorage(workedBefore: boolean): Promise<StorageKind> {
    return this.#loop.unhindered(() => checkStorage(workedBefore));
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
    await this.#intakes.attach(capture);
    this.#loop.start();
  }

  async addWay(captureId: number, way: WayLink): Promise<void> {
    this.#intakes.addWay(captureId, way);
  }

  dropWay(captureId: number, wayId: number): Promise<void> {
    return this.#intakes.dropWay(captureId, wayId);
  }

  async replace(capture: CaptureLink, device: string): Promise<void> {
    this.#intakes.replace(capture, device);
    this.#loop.start();
  }

  attachPort(
    link: PortLink,
    preRollFrames: number,
    onStatus: (status: StatusMessage) => unknown,
  ): Promise<void> {
    return this.#intakes.attachPort(link, preRollFrames, onStatus);
  }

  replacePort(
    link: PortLink,
    preRollFrames: number,
    device: string,
    onStatus: (status: StatusMessage) => unknown,
  ): Promise<void> {
    return this.#intakes.replacePort(link, preRollFrames, device, onStatus);
  }

  detach(): Promise<void> {
    return this.#intakes.detach();
  }

  begin(spec: TakeSpec, from: Moment, reachBackFrames: number): Promise<void> {
    return this.#begin(from, reachBackFrames, () => TakeJournal.open(spec, this.#notify(spec.id)));
  }

  continue(priorRecording: TakeHistory, from: Moment): Promise<void> {
    return this.#begin(from, 0, async () => {
      const { reopenTake } = await import('../take/take-reopening.ts');
      return reopenTake(priorRecording, this.#notify(priorRecording.spec.id), this.#kernels);
    });
  }

  async #begin(from: Moment, reachBackFrames: number, open: () => Promise<TakeJournal>): Promise<void> {
    const { intake, port } = this.#intakes;
    if (intake === undefined) throw new CapstanError('wrong-state', 'no microphone attached');
    const { drain } = intake;
    if (drain.take !== undefined) throw new CapstanError('wrong-state', 'a take is being recorded');
    const started = intake.cursorAt(from);
    drain.hold(cursorAdvance(started, -reachBackFrames), started);
    port?.clearTake();
    try {
      const journal = await this.#loop.unhindered(open);
      this.#takes.set(journal.spec.id, journal);
      drain.begin(journal);
      // Opening the files took time. What arrived meanwhile is written before the caller learns that the take has
      // begun, as far as one turn of the drain reaches.
      intake.write();
    } catch (error) {
      drain.letGo();
      throw error;
    }
  }

  async pause(at: Moment, tailFrames: number): Promise<void> {
    const intake = this.#recording();
    intake.drain.pause(intake.endAt(at, tailFrames, PAUSE_LATE_MS));
  }

  async resume(at: Moment): Promise<void> {
    const intake = this.#recording();
    intake.drain.resume(intake.cursorAt(at));
  }

  async marker(at: Moment, label: string): Promise<Marker> {
    const intake = this.#recording();
    return intake.drain.marker(intake.cursorAt(at), label);
  }

  async nameMarker(marker: Marker, label: string): Promise<Marker> {
    return this.#recording().drain.take!.nameMarker(marker, label);
  }

  heldUp(frames: number): Promise<void> {
    this.#intakes.intake?.drain.losses.heldUp(frames);
    return Promise.resolve();
  }

  async finish(at: Moment, tailFrames: number, patienceMs: number, agoMs = 0): Promise<JournalSummary> {
    const intake = this.#recording();
    // What has not come when the patience is over does not come.
    const end = intake.endAt(at, tailFrames, Number.POSITIVE_INFINITY);
    const summary = intake.drain.finish(end, agoMs);
    this.#intakes.port?.flush();
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

  async startFeeding(takeId: string, feed: SharedArrayBuffer, format: SampleFormat): Promise<void> {
    this.#open(takeId).feeds.add(feed, format);
    this.#loop.start();
  }

  async stopFeeding(takeId: string, feed: SharedArrayBuffer): Promise<void> {
    this.#takes.get(takeId)?.feeds.remove(feed);
  }

  async sync(): Promise<void> {
    const { intake } = this.#intakes;
    if (intake?.drain.take !== undefined) intake.write();
    for (const take of this.#takes.values()) take.sync();
  }

  async release(takeId: string, last?: TakeEvent): Promise<void> {
    const take = this.#open(takeId);
    if (!take.complete) throw new CapstanError('take-busy', 'the take is being recorded');
    if (last !== undefined) take.record(last);
    this.#takes.delete(takeId);
    take.close();
  }

  async peaks(takeId: string, range: PeakRange): Promise<ShownPeaks | undefined> {
    const peaks = this.#takes.get(takeId)?.peaks;
    return peaks && { channels: peaks.channels, frames: peaks.frames, columns: peaks.show(range) };
  }

  create(spec: TakeSpec): Promise<void> {
    return this.#loop.unhindered(() => appendToLog(spec.id, { type: 'created', version: 1, spec }, true));
  }

  async recover(spec: TakeSpec): Promise<void> {
    if (this.#takes.has(spec.id)) throw new CapstanError('take-busy', 'it is being recorded');
    await this.#loop.unhindered(async () => (await import('../take/recover-take.ts')).recoverTake(spec));
  }

  async log(takeId: string, event: TakeEvent): Promise<void> {
    const open = this.#takes.get(takeId);
    if (open === undefined) await this.#loop.unhindered(() => appendToLog(takeId, event, false));
    else open.record(event);
  }

  #notify(takeId: string): (word: TakeWord) => void {
    return (word) => this.#onNotice({ takeId, ...word });
  }

  #patience(ms: number, over: () => void): { end(): void } {
    const { port } = this.#intakes;
    if (port !== undefined) return { end: port.onQuiet(ms, over) };
    const timer = setTimeout(over, ms);
    return { end: () => clearTimeout(timer) };
  }

  #recording(): Intake {
    const { intake } = this.#intakes;
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
}

async function appendToLog(takeId: string, event: TakeEvent, createTake: boolean): Promise<void> {
  const log = new EventLog(await openTakeFile(takeId, EVENT_LOG_NAME, createTake));
  try {
    log.append(event);
  } finally {
    log.close();
  }
}
