import { takeBytesPerSecond } from '../../shared/audio/data-rate.ts';
import type { FormatId } from '../../shared/audio/formats.ts';
import type { Recorder } from '../record/recorder.ts';
import { TypedEvents } from '../base/typed-events.ts';

export interface SpaceReading {
  /** Seconds of recording that the storage still takes. */
  readonly seconds: number;
  /**
   * Whether the browser tells what is free. Chromium names whole gibibytes, 10 at most, whatever the disk has, so that
   * nobody is known by their disk: https://chromestatus.com/feature/4977371751645184
   */
  readonly told: boolean;
}

interface SpaceEvents {
  /** Undefined where the browser tells nothing. */
  reading: SpaceReading | undefined;
  /** So little is left for the take being recorded: once for each step, then the next one down. */
  low: { readonly seconds: number; readonly step: LowStep };
}

/** Minutes of room at which a recording is warned. */
export const LOW_STEPS = [5, 30] as const;
export type LowStep = (typeof LOW_STEPS)[number];

const LOOK_MS = 10_000;
/** From here on a take's own bytes tell more than its format does. */
const MEASURED_SECONDS = 10;
const GIBIBYTE = 2 ** 30;
/** Assumed until a microphone was open. */
const USUAL_SOURCE = { sampleRate: 48000, channels: 2 };

/** How long a recording can still go on. It looks now and then; the recording does not depend on it. */
export class Space extends TypedEvents<SpaceEvents> {
  readonly #recorder: Recorder;
  readonly #format: () => { format: FormatId; quality: string };
  readonly #free: () => Promise<number | undefined>;
  #source: { readonly sampleRate: number; readonly channels: number } = USUAL_SOURCE;
  #warned: { readonly takeId: string; readonly step: LowStep } | undefined;

  /**
   * @param format what the take being recorded, or the next, is made of
   * @param free bytes that are free; undefined where nobody tells
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

  /** Looks now, at every change of the recorder, and every 10 s while the page is seen or a take runs. */
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
    // A journal that died with the takes in its memory tells nothing; nor does the next one until it is asked to keep takes.
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

/** Undefined where the browser does not tell, or refuses to. */
export async function estimatedFreeBytes(): Promise<number | undefined> {
  try {
    const { quota, usage } = await navigator.storage.estimate();
    return quota === undefined || usage === undefined ? undefined : Math.max(0, quota - usage);
  } catch {
    return undefined;
  }
}
