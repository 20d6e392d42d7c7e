import type { OpenSource } from '../../src/engine/capture/capture-source.ts';
import { createRecorder } from '../../src/engine/door/create-recorder.ts';
import { openCapture } from '../../src/engine/opening/open-capture.ts';
import type { Recorder } from '../../src/engine/record/recorder.ts';
import type { Take } from '../../src/engine/takes/take.ts';
import type { FormatId } from '../../src/shared/audio/formats.ts';
import type { Ledger } from '../../src/shared/take/ledger.ts';
import { parseEventLog } from '../../src/shared/take/event-lines.ts';
import { EVENT_LOG_NAME } from '../../src/shared/take/take-events.ts';
import { FloodSource, type FloodOptions } from './flood-source.ts';
import type { FloodTakeOptions, FloodTakeReport, MemoryReading } from './flood-take.ts';
import { measureMemory } from './memory.ts';

const POLL_MS = 5;
/** The encoder has "gone through" a position when it is at most this far behind it. */
const ENCODER_LAG_SECONDS = 1;

/** The real recorder with a flood in place of its microphone, and with one ffmpeg core for all its takes. */
export class FloodRecorder {
  readonly recorder: Recorder;
  readonly #options: FloodOptions;
  #source: FloodSource | undefined;
  #openSource: OpenSource;

  constructor(options: FloodOptions = {}) {
    this.#options = options;
    this.#openSource = () => this.#flood();
    this.recorder = createRecorder({ openSource: (request) => this.#openSource(request) });
  }

  /** From now on takes are recorded from the microphone. */
  useMicrophone(openSource: OpenSource = openCapture): void {
    this.#openSource = openSource;
  }

  /** Records one take and measures its times. The recorder is idle before and after. */
  async record(options: FloodTakeOptions): Promise<FloodTakeReport> {
    const { recorder } = this;
    if (options.format !== 'wav') await recorder.core.load();
    await recorder.start({
      name: `Flood ${options.format}`,
      format: options.format,
      ...(options.quality === undefined ? {} : { quality: options.quality }),
    });
    const follow = setInterval(() => this.#source?.taken(recorder.encodedSeconds()), POLL_MS);
    const memory: MemoryReading[] = [];
    const rushBegan = performance.now();
    try {
      for (const seconds of options.measureMemoryAtSeconds ?? []) {
        await this.#rush(seconds, true);
        memory.push({ atSeconds: recorder.elapsedSeconds(), ...(await measureMemory()) });
        await globalThis.labCheckpoint?.(seconds);
      }
      await this.#rush(options.seconds, options.liveSeconds > 0);
    } finally {
      clearInterval(follow);
    }
    const rushMs = performance.now() - rushBegan;
    await sleep(1000 * options.liveSeconds);
    if (options.behindSeconds !== undefined) await this.#untilBehind(options.behindSeconds);
    const lagSeconds = this.#behind();
    const stopBegan = performance.now();
    const take = await recorder.stop();
    const bytes = await this.#bytesOf(take, options.format);
    const stopMs = performance.now() - stopBegan;
    return { ...(await this.#facts(take)), bytes, rushMs, stopMs, lagSeconds, memory };
  }

  /**
   * Rushes to a position of the take.
   * @param settled also waits until the encoder has gone through it
   */
  async #rush(seconds: number, settled: boolean): Promise<void> {
    this.#source?.rushTo(seconds);
    const { recorder } = this;
    while (
      recorder.elapsedSeconds() < seconds - 0.01 ||
      (settled && recorder.encodedSeconds() < seconds - ENCODER_LAG_SECONDS)
    ) {
      if (recorder.state.kind !== 'recording') throw new Error(`the recorder is ${recorder.state.kind}`);
      await sleep(POLL_MS);
    }
  }

  #behind(): number {
    return this.recorder.elapsedSeconds() - this.recorder.encodedSeconds();
  }

  /** Waits until the encoder has been fed and is then `seconds` behind again. */
  async #untilBehind(seconds: number): Promise<void> {
    while (this.#behind() >= seconds) await sleep(POLL_MS);
    while (this.#behind() < seconds) await sleep(POLL_MS);
  }

  async #flood(): Promise<FloodSource> {
    this.#source = await FloodSource.open(this.#options);
    return this.#source;
  }

  async #bytesOf(take: Take, format: FormatId): Promise<number> {
    const [first] = take.files;
    if (first?.format !== format) {
      throw new Error(`no ${format} file: ${take.encodeError?.code} ${take.encodeError?.detail}`);
    }
    return (await this.recorder.takes.read(take.id, first.file)).size;
  }

  async #facts(take: Take): Promise<Pick<FloodTakeReport, 'takeId' | 'frames' | 'encodedFrames' | 'ledger'>> {
    const log = parseEventLog(await (await this.recorder.takes.read(take.id, EVENT_LOG_NAME)).text());
    const encoded = log.find((event) => event.type === 'encoded');
    const { ledger } = take;
    if (ledger === undefined) throw new Error('the take has no ledger');
    return {
      takeId: take.id,
      frames: take.frames,
      encodedFrames: encoded?.frames,
      ledger: { captured: ledger.captured, journaled: ledger.journaled, lost: lostInFlood(ledger) },
    };
  }
}

/**
 * The frames that were really lost. A flood is no clock: frames that the wall clock misses while the flood waits for a
 * reader were never made.
 */
function lostInFlood({ gaps, lost }: Ledger): number {
  const waited = gaps.filter(({ kind }) => kind === 'standstill' || kind === 'slow-clock');
  return lost - waited.reduce((sum, { frames }) => sum + frames, 0);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

declare global {
  /** Called by name, so that the program that drives the page can inspect its processes at the same moment. */
  var labCheckpoint: ((seconds: number) => Promise<void>) | undefined;
}
