import {
  createCaptureRing,
  GAP_CAUSE,
  RING_STATE,
  RING_WORD,
  ringWords,
} from '../../src/shared/capture/capture-ring.ts';
import { CaptureRingReader } from '../../src/shared/capture/capture-ring-reader.ts';
import { CaptureRingWriter } from '../../src/shared/capture/capture-ring-writer.ts';
import type { Healed } from '../../src/shared/take/ledger.ts';
import type { WayKind } from '../../src/shared/journal/capture-link.ts';
import type { WayState } from '../../src/shared/journal/journal-notices.ts';
import { CaptureMerge } from '../../src/workers/merge/capture-merge.ts';
import { MergedRing } from '../../src/workers/merge/merged-ring.ts';
import { randomSource } from '../support/random-source.ts';

/** Sample rate in Hz; it is low so that many runs are possible. */
export const RATE = 8000;
/** Frames that a microphone delivers at once, and that the browser inserts or drops at once: 10 ms. */
export const PIECE = 80;
/** Pieces of a microphone that Chromium buffers for an audio graph. */
const ROOM_PIECES = 20;
const BLOCK = 128;

/** A microphone in simulated time, the two capture paths (ways) on which its frames arrive, and the merge of both. */
export class TwoWays {
  readonly source: Float32Array[];
  readonly merge: CaptureMerge;
  readonly healed: Healed[] = [];
  readonly jumped: { frame: number; frames: number }[] = [];
  readonly states: { way: number; state: WayState }[] = [];
  readonly gaps: { at: number; frames: number }[] = [];
  readonly track: SimulatedTrack;
  readonly worklet: SimulatedWorklet;
  /** The merged output, by channel. */
  readonly out: number[][];
  ms = 0;
  /** The journal stands still until this time, in milliseconds. */
  journalStallsUntil = 0;
  /** The microphone itself stands still until this time, and continues where it stopped. */
  #deviceStandsUntil = 0;
  #piecesStood = 0;
  #ids = 0;
  #seenGaps = 0;
  readonly #reader: CaptureRingReader;

  readonly #ringFrames: number;

  /** @param options.ringFrames length of each way's ring and of the merged one; a power of two */
  constructor(options: { seconds: number; seed: number; channels?: number; ringFrames?: number }) {
    const { seconds, seed, channels = 2, ringFrames = 2 ** 18 } = options;
    this.#ringFrames = ringFrames;
    const random = randomSource(seed);
    const frames = Math.ceil((seconds * RATE) / PIECE) * PIECE;
    this.source = Array.from({ length: channels }, () =>
      Float32Array.from({ length: frames }, () => Math.floor(random() * 65_536 - 32_768) / 32_768),
    );
    this.out = this.source.map(() => []);
    const merged = new MergedRing(channels, Math.min(2 ** 17, ringFrames), RATE);
    this.#reader = new CaptureRingReader(merged.ring);
    this.merge = new CaptureMerge(merged, {
      healed: (hole) => this.healed.push(hole),
      jumped: (frame, lost) => this.jumped.push({ frame, frames: lost }),
      lost: (at, lost) => this.gaps.push({ at, frames: lost }),
      wayState: (way, state) => this.states.push({ way, state }),
    });
    this.track = new SimulatedTrack(this, channels);
    this.worklet = new SimulatedWorklet(this, channels);
  }

  /** Creates a ring for a way and adds it to the merge. */
  open(kind: WayKind, channels: number): { id: number; writer: CaptureRingWriter; ring: SharedArrayBuffer } {
    const ring = createCaptureRing(channels, this.#ringFrames);
    const id = ++this.#ids;
    this.merge.add({ id, kind, ring }, this.ms);
    return { id, writer: new CaptureRingWriter(ring), ring };
  }

  get seconds(): number {
    return this.ms / 1000;
  }

  /** Lets ten milliseconds pass, `times` times. */
  run(times = 1): void {
    for (let i = 0; i < times; i++) {
      const piece = this.#nextPiece();
      this.track.deliver(piece);
      this.worklet.deliver(piece);
      this.ms += 10;
      if (this.ms >= this.journalStallsUntil) this.drain();
    }
  }

  /** Mutes the microphone every `everySeconds`, for `forSeconds`. */
  mute(everySeconds: number, forSeconds: number): void {
    for (const plane of this.source) {
      for (let at = everySeconds; at * RATE < plane.length; at += everySeconds)
        plane.fill(0, Math.round(at * RATE), Math.round((at + forSeconds) * RATE));
    }
  }

  /** The most milliseconds by which the merged sound is behind the present during the next `pieces` pieces. */
  mostBehindMs(pieces: number): number {
    let most = 0;
    for (let i = 0; i < pieces; i++) {
      this.run();
      most = Math.max(most, this.ms - (this.merge.merged.end / RATE) * 1000);
    }
    return most;
  }

  /** Makes the device stand still for `ms` milliseconds. The stamps of a track continue meanwhile. */
  deviceStands(ms: number): void {
    this.#deviceStandsUntil = this.ms + ms;
    this.track.jumpAt(this.ms / 10 - this.#piecesStood, (ms / 1000) * RATE);
  }

  #nextPiece(): number | undefined {
    if (this.ms >= this.#deviceStandsUntil) return this.ms / 10 - this.#piecesStood;
    this.#piecesStood++;
    return undefined;
  }

  runSeconds(seconds: number): void {
    this.run(Math.round(seconds * 100));
  }

  drain(): void {
    for (let full = true; full;) {
      full = this.merge.turn(this.ms);
      this.#take();
    }
  }

  flush(): void {
    this.merge.flush(this.ms);
    this.#take();
  }

  #take(): void {
    const frames = this.#reader.available();
    const block = new Float32Array(frames);
    for (const [c, out] of this.out.entries()) {
      this.#reader.peek(c, 0, frames, block);
      for (const value of block) out.push(value);
    }
    this.#reader.release(frames);
    for (; this.#seenGaps < this.#reader.gapCount(); this.#seenGaps++) {
      const { cursor, frames: lost } = this.#reader.gapAt(this.#seenGaps)!;
      this.gaps.push({ at: cursor, frames: lost });
    }
  }

  /** Whether no more frames will come. */
  get over(): boolean {
    return this.#reader.ended();
  }

  /** The missing frames that the account reports, by place. */
  told(): { at: number; frames: number }[] {
    const frames = new Map<number, number>();
    for (const gap of this.gaps) frames.set(gap.at, (frames.get(gap.at) ?? 0) + gap.frames);
    return [...frames].map(([at, lost]) => ({ at, frames: lost })).toSorted((a, b) => a.at - b.at);
  }

  /**
   * The stretches of the source in the output: where each one begins, where it is in the source, and its length.
   * Inserted zeros are an error, unless `passZeros` is set.
   */
  stretches(passZeros = false): { at: number; source: number; frames: number }[] {
    const found: { at: number; source: number; frames: number }[] = [];
    const [first, ...rest] = this.source;
    const out = this.out[0]!;
    for (let at = 0; at < out.length;) {
      const source = this.#find(at);
      if (source < 0 && passZeros && this.out.every((channel) => channel[at] === 0)) {
        at++;
        continue;
      }
      let frames = 0;
      while (
        at + frames < out.length &&
        first![source + frames] === out[at + frames] &&
        rest.every((channel, c) => channel[source + frames] === this.out[c + 1]![at + frames])
      )
        frames++;
      if (source < 0 || frames === 0) throw new Error(`frame ${at} is not the source's`);
      found.push({ at, source, frames });
      at += frames;
    }
    return found;
  }

  #find(at: number): number {
    const channel = this.source[0]!;
    const out = this.out[0]!;
    const probe = Math.min(8, out.length - at);
    for (let s = channel.indexOf(out[at]!); s >= 0; s = channel.indexOf(out[at]!, s + 1)) {
      let agreed = 0;
      while (agreed < probe && channel[s + agreed] === out[at + agreed]) agreed++;
      if (agreed === probe) return s;
    }
    return -1;
  }
}

abstract class SimulatedWay {
  protected readonly world: TwoWays;
  protected readonly channels: number;
  protected opened: ReturnType<TwoWays['open']> | undefined;

  constructor(world: TwoWays, channels: number) {
    this.world = world;
    this.channels = channels;
  }

  get id(): number {
    return this.opened!.id;
  }

  /** The 32-bit cursor of this way's ring. */
  get cursor(): number {
    return ringWords(this.opened!.ring)[RING_WORD.write]!;
  }

  close(): void {
    if (this.opened === undefined) return;
    this.opened.writer.publish(RING_WORD.endRequested, 1);
    this.opened.writer.publish(RING_WORD.state, RING_STATE.ended);
    this.world.merge.drop(this.opened.id, this.world.ms);
    this.opened = undefined;
  }

  /** The microphone is gone, and the way ends. */
  end(): void {
    this.opened!.writer.publish(RING_WORD.state, RING_STATE.ended);
    this.opened = undefined;
  }

  protected planes(piece: number): Float32Array[] {
    return this.world.source.map((plane) => plane.subarray(piece * PIECE, (piece + 1) * PIECE));
  }
}

/** Delivers piece by piece. After a stall it delivers all pieces that have waited. */
export class SimulatedTrack extends SimulatedWay {
  #queue: number[] = [];
  stallsUntil = 0;
  /** The way delivers, but each piece is this late. */
  lateMs = 0;
  /** Pieces dropped for lack of room, which are reported as a jump of the stamps. */
  #dropped = 0;
  #maxQueue = Number.POSITIVE_INFINITY;
  /** The piece before which the stamps jump, and the length of the jump in frames. */
  #jumpsAt = 0;
  #jumpFrames = 0;
  /** Whether its stamps count from a known origin. */
  stamped = false;
  /** So many pieces come before stamps are believed. */
  stampsAfterPieces = 17;
  #pieces = 0;
  /** Frames since it was opened, including those that the stamps report as missing. */
  #counted = 0;
  /** Frames by which the stamps have advanced while the device stood still. */
  #stoodFrames = 0;

  open(): void {
    this.opened = this.world.open('track', this.channels);
    this.#queue = [];
    this.#counted = 0;
    this.#pieces = 0;
  }

  stall(ms: number, maxQueue = Number.POSITIVE_INFINITY): void {
    this.stallsUntil = this.world.ms + ms;
    this.#maxQueue = maxQueue;
  }

  deliver(piece: number | undefined): void {
    if (this.opened === undefined) return;
    if (piece !== undefined) this.#queue.push(piece);
    if (this.#queue.length > this.#maxQueue) {
      this.#queue.shift();
      this.#dropped++;
    }
    if (this.world.ms < this.stallsUntil) return;
    const due = this.#queue.splice(0, Math.max(0, this.#queue.length - this.lateMs / 10));
    for (const queued of due) {
      const jumps = this.#dropped * PIECE + (queued >= this.#jumpsAt ? this.#jumpFrames : 0);
      if (jumps > 0) this.jump(jumps);
      this.#dropped = 0;
      if (queued >= this.#jumpsAt) {
        this.#stoodFrames += this.#jumpFrames;
        this.#jumpFrames = 0;
      }
      if (this.stamped) this.#stamp(queued);
      this.opened.writer.write(this.planes(queued), PIECE);
    }
  }

  /** Makes its stamps count from another origin than those of the previous way. */
  beginStampsElsewhere(frames: number): void {
    this.#stoodFrames += frames;
  }

  #stamp(piece: number): void {
    const originFrames = piece * PIECE + this.#stoodFrames - this.#counted;
    const originUs = 1 + Math.round((originFrames / RATE) * 1e6);
    if (this.#pieces++ >= this.stampsAfterPieces)
      this.opened!.writer.publish(RING_WORD.stampOriginUs, originUs);
    this.#counted += PIECE;
  }

  /** Makes the stamps jump before a future piece. */
  jumpAt(piece: number, frames: number): void {
    this.#jumpsAt = piece;
    this.#jumpFrames = frames;
  }

  /** Makes its stamps jump ahead. */
  jump(frames: number): void {
    this.opened!.writer.gap(GAP_CAUSE.stampJump, frames);
    this.opened!.writer.count(RING_WORD.skipped, frames);
    this.#counted += frames;
  }
}

/** An audio graph with its own clock: it drops what it cannot hold, and fills in zeros for what it lacks. */
export class SimulatedWorklet extends SimulatedWay {
  #room: Float32Array[][] = [];
  #partFrames = 0;
  #due = 0;
  ppm = 0;
  suspendedUntil = 0;
  #begun = false;
  zerosPutIn = 0;
  piecesDropped = 0;
  /** The number of next pieces for which it has no room. */
  piecesToDrop = 0;

  open(startsAfterMs = 0): void {
    this.opened = this.world.open('worklet', this.channels);
    this.#room = [];
    this.#due = 0;
    this.#partFrames = 0;
    this.#begun = false;
    this.suspendedUntil = this.world.ms + startsAfterMs;
  }

  suspend(ms: number): void {
    this.suspendedUntil = this.world.ms + ms;
  }

  /**
   * Makes its render clock jump, while what it has not rendered yet waits: Chromium renders a quantum without its graph
   * as a context resumes.
   */
  jumpClock(frames: number): void {
    this.opened!.writer.gap(GAP_CAUSE.clockJump, frames);
    this.opened!.writer.count(RING_WORD.skipped, frames);
  }

  /** Discards what it has not rendered yet. */
  catchUp(): void {
    this.#room = [];
    this.#partFrames = 0;
  }

  /** Copies the piece that it received last, so that it no longer changes. */
  copyLast(): void {
    const last = this.#room.at(-1);
    if (last !== undefined) this.#room[this.#room.length - 1] = last.map((plane) => plane.slice());
  }

  deliver(piece: number | undefined): void {
    if (this.opened === undefined) return;
    if (piece !== undefined) this.#hear(piece);
    if (this.world.ms < this.suspendedUntil) return;
    if (!this.#begun && this.#room.length < 3) return;
    this.#begun = true;
    this.#due += PIECE * (1 + this.ppm / 1e6);
    while (this.#due >= BLOCK) {
      this.#due -= BLOCK;
      this.#render();
    }
  }

  #hear(piece: number): void {
    if (this.#room.length < ROOM_PIECES && this.piecesToDrop === 0) this.#room.push(this.planes(piece));
    else {
      this.piecesDropped++;
      this.piecesToDrop = Math.max(0, this.piecesToDrop - 1);
    }
  }

  /** Renders one block from one or two pieces. */
  #render(): void {
    const block = Array.from({ length: this.channels }, () => new Float32Array(BLOCK));
    for (let filled = 0; filled < BLOCK;) {
      if (this.#room.length === 0) {
        this.#room.push(Array.from({ length: this.channels }, () => new Float32Array(PIECE)));
        this.zerosPutIn += PIECE;
      }
      const first = this.#room[0]!;
      const count = Math.min(BLOCK - filled, PIECE - this.#partFrames);
      for (const [c, plane] of block.entries()) {
        plane.set(first[c]!.subarray(this.#partFrames, this.#partFrames + count), filled);
      }
      filled += count;
      this.#partFrames += count;
      if (this.#partFrames < PIECE) continue;
      this.#partFrames = 0;
      this.#room.shift();
    }
    this.opened!.writer.write(block, BLOCK);
  }
}
