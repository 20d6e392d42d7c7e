import type { CapstanError } from '../../shared/base/errors.ts';
import type { Moment } from '../../shared/journal/capture-link.ts';
import type { WayState } from '../../shared/journal/journal-notices.ts';
import type { ChannelLevel, StatusBlock } from '../../shared/journal/status-block.ts';
import type { CaptureSource, SourceChange } from './capture-source.ts';
import type { CaptureWays } from '../microphone/microphone.ts';

/** What a microphone is opened for. */
export interface Asked {
  /** Whether the person asked to keep the microphone open beyond a take. */
  readonly held: boolean;
  readonly preRollSeconds: number;
  /** The microphone asked for; undefined: the default. */
  readonly deviceId: string | undefined;
  readonly capture?: CaptureWays | undefined;
}

/** An open microphone, what its journal tells, and those that take its place. */
export class Session {
  readonly asked: Asked;
  /** Why the source gives nothing any more, if it does not and none has taken its place. */
  lost: CapstanError | undefined;
  readonly #home: string | undefined;
  #source: CaptureSource;
  #status: StatusBlock;
  #hear: (change: SourceChange) => void = () => {};

  constructor(source: CaptureSource, status: StatusBlock, asked: Asked) {
    this.asked = asked;
    this.#home = source.deviceId;
    this.#source = source;
    this.#status = status;
    this.#listenTo(source);
  }

  get source(): CaptureSource {
    return this.#source;
  }

  /** Whether another microphone than the one it was opened with has taken the place. */
  get strayed(): boolean {
    return this.#source.deviceId !== this.#home;
  }

  /** Another source goes on in the place of the present one, which is closed. */
  replace(source: CaptureSource, status: StatusBlock): void {
    this.#source = source;
    this.#status = status;
    this.lost = undefined;
    this.#listenTo(source);
  }

  /** What every source says while it is the present one. */
  listen(listener: (change: SourceChange) => void): void {
    this.#hear = listener;
  }

  /** What the journal says of one of the present source's ways. */
  hear(wayId: number, state: WayState): void {
    if ('hear' in this.#source) this.#source.hear(wayId, state);
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

  /** This moment, as commands to the journal name it. */
  moment(): Moment {
    return this.#source.moment();
  }

  /** What was said before a click is still on its way through the device, if there is one. */
  get tailFrames(): number {
    return this.lost === undefined ? this.#source.tailFrames : 0;
  }

  #listenTo(source: CaptureSource): void {
    source.listen((change) => {
      if (source !== this.#source) return;
      if (change.kind === 'lost') this.lost ??= change.reason;
      this.#hear(change);
    });
  }
}
