import { JumpTimer } from './jump-timer.ts';
import type { LongSound, SoundPart } from './long-sound.ts';
import { goesOnFrom, type JumpPlaces } from './player-jumps.ts';

/** Browsers read a WAV's 32-bit sizes, so that they play nothing of it past this. */
const MOST_BYTES = 2 ** 32 - 1;

/** What the element tells of. */
export interface SoundListener {
  /** The sound cannot be played. @param reason the browser's own words */
  failed(reason: string | undefined): void;
  /** Someone else paused the sound or played on: the browser's controls, media keys, headphones that are unplugged. */
  turned(paused: boolean): void;
  /** The sound is over. */
  ended(): void;
  /** Whether the sound runs, as the page means it. */
  plays(): boolean;
  /** A place at which the sound goes on at second `to`, or stops if that is undefined. */
  jumps(to: number | undefined): void;
  /** About four times a second while it plays. */
  ticked(): void;
  durationKnown(): void;
}

/** The element that plays, and the sound in it. A long sound is played part by part. */
export class SoundElement {
  readonly audio: HTMLAudioElement;
  #url: string | undefined;
  #long: LongSound | undefined;
  #part: SoundPart | undefined;
  readonly #places: JumpPlaces;
  readonly #timer: JumpTimer;

  /** @param places where it jumps or stops; call `arm` when they change */
  constructor(listener: SoundListener, places: JumpPlaces) {
    this.#places = places;
    this.#timer = new JumpTimer(
      places,
      () =>
        listener.plays() ? { position: this.position, rate: this.audio.defaultPlaybackRate } : undefined,
      (to) => listener.jumps(to),
    );
    const audio = document.createElement('audio');
    this.audio = audio;
    audio.controls = true;
    audio.preservesPitch = true;
    audio.addEventListener('error', () => {
      if (this.#url !== undefined) listener.failed(audio.error?.message);
    });
    audio.addEventListener('pause', () => listener.turned(true));
    audio.addEventListener('play', () => listener.turned(false));
    audio.addEventListener('ended', () => {
      if (!this.#playNextPart()) listener.ended();
    });
    audio.addEventListener('durationchange', () => listener.durationKnown());
    for (const event of ['playing', 'seeked', 'ratechange', 'timeupdate'])
      audio.addEventListener(event, () => this.arm());
    audio.addEventListener('timeupdate', () => listener.ticked());
  }

  /** Seconds of the sound. */
  get position(): number {
    return (this.#part?.from ?? 0) + this.audio.currentTime;
  }

  /** Seconds of the sound. 0 until it is known. */
  get duration(): number {
    const seconds = this.#long?.seconds ?? this.audio.duration;
    return Number.isFinite(seconds) ? seconds : 0;
  }

  /** Where it goes on after its end; undefined if it is over. */
  get again(): number | undefined {
    return goesOnFrom(this.#places, this.duration, this.audio.defaultPlaybackRate);
  }

  set rate(rate: number) {
    // Another part begins with the default rate.
    this.audio.defaultPlaybackRate = rate;
    this.audio.playbackRate = rate;
    this.arm();
  }

  /** Call when a place is another one, or the sound begins or stops. */
  arm(): void {
    this.#timer.arm();
  }

  /** @param long for a sound that no browser plays whole */
  open(data: Blob, long: LongSound | undefined): void {
    this.close();
    this.#long = long;
    if (long === undefined) this.#use(data);
    else this.#usePart(long.partAt(0));
  }

  seek(seconds: number): void {
    const { duration } = this;
    const to = Math.max(0, duration > 0 ? Math.min(seconds, duration) : seconds);
    const part = this.#part;
    if (this.#long !== undefined && (part === undefined || to < part.from || to >= part.to)) {
      const runs = !this.audio.paused;
      this.#usePart(this.#long.partAt(to));
      if (runs) void this.audio.play().catch(() => {});
    }
    this.audio.currentTime = to - (this.#part?.from ?? 0);
  }

  close(): void {
    this.#long = undefined;
    this.#part = undefined;
    const url = this.#url;
    if (url === undefined) return;
    this.#url = undefined;
    this.audio.pause();
    this.audio.removeAttribute('src');
    // Ends what it still reads, before its URL is gone.
    this.audio.load();
    URL.revokeObjectURL(url);
  }

  /** Returns whether there is a next part. */
  #playNextPart(): boolean {
    const part = this.#part;
    if (this.#long === undefined || part === undefined || part.to >= this.#long.seconds) return false;
    this.#usePart(this.#long.partAt(part.to));
    void this.audio.play().catch(() => {});
    return true;
  }

  #usePart(part: SoundPart): void {
    this.#part = part;
    this.#use(part.data);
  }

  #use(data: Blob): void {
    const before = this.#url;
    this.#url = URL.createObjectURL(data);
    this.audio.src = this.#url;
    if (before !== undefined) URL.revokeObjectURL(before);
  }
}

/** The parts of a WAV that is too long for browsers; undefined for any other sound. Their code is loaded for the first one. */
export async function longSound(data: Blob): Promise<LongSound | undefined> {
  if (data.size <= MOST_BYTES) return undefined;
  const { LongSound } = await import('./long-sound.ts');
  return LongSound.ifWav(data);
}
