import { takeBytesPerSecond } from '../../shared/audio/data-rate.ts';
import type { FormatId } from '../../shared/audio/formats.ts';
import type { Recorder } from '../record/recorder.ts';
import { TypedEvents } from '../base/typed-events.ts';

export interface SpaceReading {
  /** Seconds of recording for which there is still room. */
  readonly seconds: number;
  /**
   * Whether the browser reports what is really free. Against fingerprinting, Chromium reports whole gibibytes, 10 at
   * most, whatever the disk has: https://chromestatus.com/feature/4977371751645184
   */
  readonly told: boolean;
}

interface SpaceEvents {
  /** Undefined if the browser reports nothing. */
  reading: SpaceReading | undefined;
  /**
   * The take being recorded runs out of room. Emitted at most once per take for each step, from 30 min down to 5, until
   * room is made.
   */
  low: { readonly seconds: number; readonly step: LowStep };
  /** Room was made since the last `low`. */
  room: undefined;
}

/** Minutes of room left at which a warning is emitted. */
export const LOW_STEPS = [5, 30] as const;
export type LowStep = (typeof LOW_STEPS)[number];

/** A warning is out of date with a third more room than at its step. */
const MADE_SECONDS_PER_STEP = 80;

const LOOK_MS = 10_000;
/** From this length on, a take's measured bytes predict better than its format. */
const MEASURED_SECONDS = 10;
const GIBIBYTE = 2 ** 30;
/** Assumed until a microphone has been open. */
const USUAL_SOURCE = { sampleRate: 48000, channels: 2 };

/** Estimates at intervals how long a recording can continue. The recording does not depend on it. */
export class Space extends TypedEvents<SpaceEvents> {
  readonly #recorder: Recorder;
  readonly #format: () => { format: FormatId; quality: string };
  readonly #free: () => Promise<number | undefined>;
  #source: { readonly sampleRate: number; readonly channels: number } = USUAL_SOURCE;
  #warned: { readonly takeId: string; readonly step: LowStep } | undefined;

  /**
   * @param format the format and quality of the take being recorded, or of the next one
   * @param free the number of free bytes; undefined if unknown
   */
  constructor(
    recorder: Recorder,
    format: () => { format: FormatId; quality: string },
    free: () => Promise<number | undefined> = estimatedFreeBytes,
  ) {
    super();
    this.#recorder = recorder;
    this.#format = format;
    this.#free = free;
  }

  /** Looks now, at every state change of the recorder, and every 10 s while the page is visible or a take is open. */
  start(): void {
    this.#recorder.on('state', (state) => {
      if ('source' in state) this.#source = state.source;
      void this.look();
    });
    document.addEventListener('visibilitychange', () => void this.look());
    setInterval(() => void this.look(), LOOK_MS);
    void this.look();
  }

  async look(): Promise<void> {
    if (document.visibilityState === 'hidden' && !('takeId' in this.#recorder.state)) return;
    // A journal that died with takes in memory reports nothing; nor does the next one, until it is asked to keep takes.
    const free = await this.#free().catch(() => undefined);
    if (free === undefined) {
      this.emit('reading', undefined);
      return;
    }
    const seconds = free / this.#bytesPerSecond();
    this.emit('reading', { seconds, told: free === 0 || free % GIBIBYTE !== 0 });
    this.#warn(seconds);
  }

  #warn(seconds: number): void {
    if (this.#warned && seconds > MADE_SECONDS_PER_STEP * this.#warned.step) {
      this.#warned = undefined;
      this.emit('room', undefined);
    }
    const { state } = this.#recorder;
    if (state.kind !== 'recording' && state.kind !== 'paused') return;
    const step = LOW_STEPS.find((minutes) => seconds <= 60 * minutes);
    if (step === undefined) return;
    if (this.#warned?.takeId === state.takeId && this.#warned.step <= step) return;
    this.#warned = { takeId: state.takeId, step };
    this.emit('low', { seconds, step });
  }

  #bytesPerSecond(): number {
    const { format, quality } = this.#format();
    const planned = takeBytesPerSecond(format, quality, this.#source);
    const recorder = this.#recorder;
    if (!('takeId' in recorder.state)) return planned;
    const recorded = recorder.elapsedSeconds();
    if (recorded < MEASURED_SECONDS) return planned;
    const journal = recorder.writtenBytes() / recorded;
    if (format === 'wav') return journal;
    const encoded = recorder.encodedSeconds();
    if (encoded < MEASURED_SECONDS) return planned;
    return journal + recorder.encodedBytes() / encoded;
  }
}

/** Free bytes by the browser's estimate; undefined if it reports none, or refuses. */
export async function estimatedFreeBytes(): Promise<number | undefined> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
  } catch {
    return undefined;
  }
}
