import { RING_WORD, ringWords } from '../shared/capture-ring.ts';
import { cursorAdvance } from '../shared/cursor.ts';
import type { CapstanError } from '../shared/errors.ts';
import type { ChannelLevel, StatusBlock } from '../shared/status-block.ts';
import type { CaptureSource } from './capture-source.ts';

/** An open source, and what its journal tells. */
export class Session {
  #source: CaptureSource;
  /** Why the source ended by itself, if it did and none has taken its place. */
  lost: CapstanError | undefined;
  /** Whether the person asked to keep the microphone open beyond a take. */
  readonly held: boolean;
  readonly preRollSeconds: number;
  /** The microphone asked for; undefined: the default. */
  readonly deviceId: string | undefined;
  #status: StatusBlock;
  #hearLost: (reason: CapstanError) => void = () => {};

  constructor(
    source: CaptureSource,
    status: StatusBlock,
    asked: Pick<Session, 'held' | 'preRollSeconds' | 'deviceId'>,
  ) {
    this.#source = source;
    this.#listenTo(source);
    this.#status = status;
    this.held = asked.held;
    this.preRollSeconds = asked.preRollSeconds;
    this.deviceId = asked.deviceId;
  }

  get source(): CaptureSource {
    return this.#source;
  }

  /** Another source goes on in the place of the present one. */
  replace(source: CaptureSource, status: StatusBlock): void {
    this.#source = source;
    this.#status = status;
    this.lost = undefined;
    this.#listenTo(source);
  }

  /** Hears of every source that ends by itself while it is the present one. */
  onLost(listener: (reason: CapstanError) => void): void {
    this.#hearLost = listener;
  }

  /** Seconds kept so far in the take being recorded. */
  get elapsedSeconds(): number {
    return this.#status.takeFrames / this.source.sampleRate;
  }

  /** Bytes of audio written so far. */
  get writtenBytes(): number {
    return this.#status.dataBytes;
  }

  /** One entry per channel. */
  levels(): ChannelLevel[] {
    return Array.from({ length: this.source.channels }, (_, channel) => this.#status.level(channel));
  }

  clearTake(): void {
    this.#status.setTake(0, 0);
  }

  /** The frame that the source writes next, as commands to the journal name it. */
  writeCursor(): number {
    const { source } = this;
    if ('ring' in source) return Atomics.load(ringWords(source.ring), RING_WORD.write);
    return cursorAdvance(0, source.clock());
  }

  /** The frame that is in the air now: what was said before a click is still on its way through the device. */
  cursorOfNow(): number {
    if (this.lost !== undefined) return this.writeCursor();
    return cursorAdvance(this.writeCursor(), this.source.tailFrames);
  }

  #listenTo(source: CaptureSource): void {
    source.onLost((reason) => {
      if (source !== this.#source) return;
      this.lost = reason;
      this.#hearLost(reason);
    });
  }
}
