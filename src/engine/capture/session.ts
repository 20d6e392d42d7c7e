import type { CapstanError } from '../../shared/base/errors.ts';
import type { Moment } from '../../shared/journal/capture-link.ts';
import type { WayState } from '../../shared/journal/journal-notices.ts';
import type { ChannelLevel, Loudness, StatusBlock } from '../../shared/journal/status-block.ts';
import type { LivePeaks } from '../../shared/peaks/live-peaks.ts';
import type { CaptureSource, SourceChange } from './capture-source.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';

/** What was requested when the microphone was opened. */
export interface Asked extends Omit<MicrophoneRequest, 'signal'> {
  /** Whether the person asked to keep the microphone open beyond a take. */
  readonly held: boolean;
  readonly preRollSeconds: number;
  /** What was held open until this microphone took its place, for one take. */
  readonly standby?: Asked | undefined;
}

/** An open microphone with its journal's status, and any microphone that replaces it. */
export class Session {
  readonly asked: Asked;
  /** Why the source delivers nothing more; undefined while it delivers, or once another has replaced it. */
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

  /** Whether the current microphone is not the one that the session was opened with. */
  get strayed(): boolean {
    return this.#source.deviceId !== this.#home;
  }

  /** Replaces the current source, which is closed. */
  replace(source: CaptureSource, status: StatusBlock): void {
    this.#source = source;
    this.#status = status;
    this.lost = undefined;
    this.#listenTo(source);
  }

  /** Receives the notifications of whichever source is current. */
  listen(listener: (change: SourceChange) => void): void {
    this.#hear = listener;
  }

  /** Passes the journal's notice about one of the current source's capture paths (ways) on to it. */
  hear(wayId: number, state: WayState): void {
    if ('hear' in this.#source) this.#source.hear(wayId, state);
  }

  /** Seconds kept so far in the take being recorded, or in the last one. */
  get elapsedSeconds(): number {
    return this.#status.takeFrames / this.source.sampleRate;
  }

  /** Bytes of audio written of that take. */
  get writtenBytes(): number {
    return this.#status.dataBytes;
  }

  /** One entry per channel. */
  levels(): ChannelLevel[] {
    return Array.from({ length: this.source.channels }, (_, channel) => this.#status.level(channel));
  }

  get loudness(): Loudness {
    return this.#status.loudness;
  }

  /** The latest columns of the take being recorded. Another microphone brings another object. */
  get peaks(): LivePeaks {
    return this.#status.peaks;
  }

  /** Frames of the take being recorded, or of the last one, from before it was started. */
  get preRollFrames(): number {
    return this.#status.preRollFrames;
  }

  clearTake(): void {
    this.#status.clearTake();
  }

  /** The current moment, in the form that commands to the journal use. */
  moment(): Moment {
    return this.#source.moment();
  }

  /** Frames from before a click that are still in flight through the device; 0 if the microphone is gone. */
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
