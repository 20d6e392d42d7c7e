import { RING_WORD, ringWords } from '../shared/capture-ring.ts';
import { cursorAdvance } from '../shared/cursor.ts';
import type { ChannelLevel, StatusBlock } from '../shared/status-block.ts';
import type { CaptureSource } from './capture-source.ts';

/** An open source, and what its journal tells. */
export class Session {
  readonly source: CaptureSource;
  /** Whether the person asked to keep the microphone open beyond a take. */
  readonly held: boolean;
  readonly preRollSeconds: number;
  /** The microphone asked for; undefined: the default. */
  readonly deviceId: string | undefined;
  readonly #status: StatusBlock;

  constructor(
    source: CaptureSource,
    status: StatusBlock,
    asked: Pick<Session, 'held' | 'preRollSeconds' | 'deviceId'>,
  ) {
    this.source = source;
    this.#status = status;
    this.held = asked.held;
    this.preRollSeconds = asked.preRollSeconds;
    this.deviceId = asked.deviceId;
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
    return cursorAdvance(this.writeCursor(), this.source.tailFrames);
  }
}
