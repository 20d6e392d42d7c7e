import type { CaptureLink, PortLink, WayLink } from '../../shared/journal/capture-link.ts';
import type { StatusMessage } from '../../shared/journal/status-block.ts';
import type { WayState } from '../../shared/journal/journal-notices.ts';
import type { CaptureDrain } from '../drain/capture-drain.ts';
import type { Intake } from '../drain/intake.ts';
import { MergeSession } from '../drain/merge-session.ts';
import type { OpenTake } from '../drain/open-take.ts';
import type { PortSession } from '../capture/port-session.ts';
import type { Kernels } from '../kernels/kernels.ts';
import type { MergedRing } from '../merge/merged-ring.ts';

/** Commands name frames of the recent past. With a capture by port, this much of it is kept, whatever the pre-roll. */
const COMMAND_SLACK_SECONDS = 10;

/**
 * The attached microphone, whose frames arrive in shared-memory rings or over a port, and its replacement by another.
 */
export class IntakeSwitch {
  readonly #kernels: Kernels;
  readonly #turn: () => boolean;
  readonly #onWayState: (way: number, state: WayState) => void;
  #intake: MergeSession | PortSession | undefined;
  /** A merged ring kept for reuse, because it takes megabytes. */
  #spare: MergedRing | undefined;

  /** @param turn runs one turn of the journal, for a port's messages */
  constructor(kernels: Kernels, turn: () => boolean, onWayState: (way: number, state: WayState) => void) {
    this.#kernels = kernels;
    this.#turn = turn;
    this.#onWayState = onWayState;
  }

  get intake(): Intake | undefined {
    return this.#intake;
  }

  get byRings(): boolean {
    return this.#intake instanceof MergeSession;
  }

  /** Undefined if frames arrive in rings, or if no microphone is attached. */
  get port(): PortSession | undefined {
    return this.#intake instanceof MergeSession ? undefined : this.#intake;
  }

  async attach(capture: CaptureLink): Promise<void> {
    await this.detach();
    this.#intake = this.#openMerge(capture);
  }

  addWay(captureId: number, way: WayLink): void {
    this.#merge(captureId)?.addWay(way);
  }

  async dropWay(captureId: number, wayId: number): Promise<void> {
    await this.#merge(captureId)?.dropWay(wayId);
  }

  replace(capture: CaptureLink, device: string): void {
    const last = this.#intake;
    if (last instanceof MergeSession) last.flush();
    const take = last?.drain.detachTake();
    const next = this.#openMerge(capture);
    this.#intake = next;
    if (last instanceof MergeSession) this.#spare = last.close();
    switchSource(take, next.drain, device);
  }

  /** @param onStatus see `PortSession` */
  async attachPort(
    link: PortLink,
    preRollFrames: number,
    onStatus: (status: StatusMessage) => unknown,
  ): Promise<void> {
    await this.detach();
    this.#intake = await this.#openPort(link, preRollFrames, onStatus);
  }

  async replacePort(
    link: PortLink,
    preRollFrames: number,
    device: string,
    onStatus: (status: StatusMessage) => unknown,
  ): Promise<void> {
    const last = this.port;
    const next = await this.#openPort(link, preRollFrames, onStatus);
    // Messages from the last port may still be queued. The gap between the two ports ends with the next one's first
    // frame.
    await Promise.all([last?.settled(), next.begun]);
    if (this.port !== last) return next.close();
    const take = last?.drain.detachTake();
    last?.close();
    this.#intake = next;
    switchSource(take, next.drain, device);
  }

  async detach(): Promise<void> {
    const intake = this.#intake;
    if (intake?.drain.take !== undefined) await finishAtOnce(intake);
    // A take that has ended among zeros hears no more.
    intake?.drain.finishNow();
    this.#intake = undefined;
    if (intake instanceof MergeSession) this.#spare = intake.close();
    else intake?.close();
  }

  /** The session of microphone `captureId`, if it is still attached. */
  #merge(captureId: number): MergeSession | undefined {
    const intake = this.#intake;
    return intake instanceof MergeSession && intake.id === captureId ? intake : undefined;
  }

  #openMerge(capture: CaptureLink): MergeSession {
    const spare = this.#spare;
    this.#spare = undefined;
    return new MergeSession(capture, this.#kernels, spare, this.#onWayState);
  }

  async #openPort(
    link: PortLink,
    preRollFrames: number,
    onStatus: (status: StatusMessage) => unknown,
  ): Promise<PortSession> {
    const { PortSession } = await import('../capture/port-session.ts');
    const keepFrames = preRollFrames + COMMAND_SLACK_SECONDS * link.sampleRate;
    return new PortSession(link, this.#kernels, keepFrames, this.#turn, onStatus);
  }
}

async function finishAtOnce(intake: Intake): Promise<void> {
  intake.flush();
  const summary = intake.drain.finish(intake.drain.writeCursor);
  intake.drain.finishNow();
  intake.write();
  await summary;
}

/** Continues a take with another microphone's frames. */
function switchSource(take: OpenTake | undefined, drain: CaptureDrain, device: string): void {
  if (take === undefined) return;
  drain.attachTake(take, 'source');
  take.journal.source(device);
}
