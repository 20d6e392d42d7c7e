import { bytesPerFrame, headerBytes } from '../../shared/audio/wav-header.ts';
import type { MadePeaks, PeaksMakerApi } from '../../shared/peaks/peaks-maker-api.ts';
import { JOURNAL_NAME, journalShape, PEAKS_NAME } from '../../shared/take/take-events.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import { ASK_AGAIN_MS, piecesOf, untilNothingIsInUse } from './background-reading.ts';
import { DecodingJob, SEGMENT_SECONDS } from './decoded-audio.ts';
import { WorkerBridge, type Bridge } from '../base/worker-bridge.ts';
import { takesInUse, withTake } from '../takes/take-locks.ts';
import type { Take } from '../takes/take.ts';
import type { TakeLibrary } from '../takes/take-library.ts';

/**
 * What became of a take's peaks. `later`: it was continued, renamed or deleted meanwhile, or what is needed for it is not
 * there now. `failed`: they cannot be made of its audio.
 */
export type PeaksOutcome = 'made' | 'later' | 'failed';

/**
 * Makes the peaks of takes in a worker. Nothing is locked while the audio is read, so that a take can be renamed, played
 * and deleted meanwhile; only the result is written under the take's lock, and only if the take is still the same.
 */
export class PeaksMaking {
  readonly #takes: TakeLibrary;
  readonly #core: FfmpegCore;
  #worker: Promise<Bridge<PeaksMakerApi>> | undefined;

  constructor(takes: TakeLibrary, core: FfmpegCore) {
    this.#takes = takes;
    this.#core = core;
  }

  canMake(take: Take): boolean {
    if (take.inUse || take.state === 'interrupted') return false;
    return take.frames > 0 ? hasJournal(take) : take.durationSeconds > 0 && take.files.length > 0;
  }

  /** Throws where no take's peaks can be made now: the worker does not start, or the disk is full. */
  async make(take: Take): Promise<PeaksOutcome> {
    await untilNothingIsInUse();
    await this.#started();
    if (!hasJournal(take) && !(await this.#hasDecoder())) return 'later';
    const made = await this.#read(take);
    if (made === undefined) return 'failed';
    try {
      return (await withTake(take.id, 'exclusive', () => this.#store(take, made))) ? 'made' : 'later';
    } catch (error) {
      if (error instanceof CapstanError && error.code === 'storage-full') throw error;
      return 'later';
    }
  }

  close(): void {
    void this.#worker?.then((worker) => worker.terminate()).catch(() => {});
    this.#worker = undefined;
  }

  async #hasDecoder(): Promise<boolean> {
    try {
      await this.#core.load();
      return true;
    } catch {
      return false;
    }
  }

  /** Undefined if the audio cannot be read. A take that the worker dies on would end the next worker, too. */
  async #read(take: Take): Promise<MadePeaks | undefined> {
    try {
      return hasJournal(take) ? await this.#fromJournal(take) : await this.#fromFile(take);
    } catch {
      return undefined;
    }
  }

  async #fromJournal({ id, spec, frames, loudness }: Take): Promise<MadePeaks | undefined> {
    const worker = await this.#started();
    const shape = journalShape(spec);
    const audio = await this.#takes.read(id, JOURNAL_NAME);
    // The loudness is that of all audio.
    const kept = loudness !== undefined;
    const before = kept ? await this.#takes.read(id, PEAKS_NAME).catch(() => undefined) : undefined;
    const size = bytesPerFrame(shape);
    const from = await worker.call((api) => api.begin(shape, frames, before));
    const packed = audio.slice(headerBytes(shape) + from * size, headerBytes(shape) + frames * size);
    for (const piece of piecesOf(packed, size)) {
      await untilNothingIsInUse();
      await worker.call((api) => api.add(piece));
    }
    return worker.call((api) => api.finish());
  }

  /** A converted file has no journal: it is decoded, piece by piece. */
  async #fromFile(take: Take): Promise<MadePeaks | undefined> {
    const { id, spec, durationSeconds } = take;
    const worker = await this.#started();
    const file = await this.#takes.read(id, take.files[0]!.file);
    const frames = Math.round(durationSeconds * spec.sampleRate);
    const size = 2 * spec.channels;
    await worker.call((api) => api.begin({ ...journalShape(spec), format: 's16' }, frames, undefined));
    for (let at = 0; at < frames; at += SEGMENT_SECONDS * spec.sampleRate) {
      const wanted = Math.min(SEGMENT_SECONDS * spec.sampleRate, frames - at) * size;
      const decoded = await this.#decode(take, file, at / spec.sampleRate);
      // A decoder may deliver some frames more or fewer than the file says that it plays.
      const missing = new Uint8Array(Math.max(0, wanted - decoded.size));
      const packed = new Blob([decoded.slice(0, wanted), missing]);
      for (const piece of piecesOf(packed, size)) await worker.call((api) => api.add(piece));
    }
    return worker.call((api) => api.finish());
  }

  /** A recording or a conversion that begins meanwhile stops the decoder, which begins the piece anew afterwards. */
  async #decode(take: Take, file: File, fromSeconds: number): Promise<Blob> {
    for (;;) {
      await untilNothingIsInUse();
      const job = new DecodingJob(take, file, fromSeconds);
      const watch = setInterval(() => {
        // Without an answer the decoder goes on. It only costs a recording some time.
        takesInUse().then(
          ({ size: inUse }) => inUse > 0 && job.cancel(),
          () => {},
        );
      }, ASK_AGAIN_MS);
      try {
        const decoded = await job.run(this.#core);
        if (decoded !== undefined) return decoded;
      } finally {
        clearInterval(watch);
      }
    }
  }

  async #store({ id, frames }: Take, { file, loudness }: MadePeaks): Promise<boolean> {
    // It may have been continued meanwhile.
    if ((await this.#takes.get(id)).frames !== frames) return false;
    const journal = await this.#takes.journalOf(id);
    if ((await journal.checkStorage()) === 'disk') {
      const worker = await this.#started();
      await worker.call((api) => api.store(id, file));
    } else await journal.keepInMemory(id, PEAKS_NAME, file);
    if (loudness !== undefined) await journal.log(id, { type: 'measured', frames, loudness });
    return true;
  }

  /** The worker; another one if it died. */
  async #started(): Promise<Bridge<PeaksMakerApi>> {
    const worker = await this.#worker?.catch(() => undefined);
    if (worker?.dead === false) return worker;
    worker?.terminate();
    this.#worker = startWorker();
    return this.#worker;
  }
}

function startWorker(): Promise<Bridge<PeaksMakerApi>> {
  return WorkerBridge.start<PeaksMakerApi>(
    'peaks',
    () =>
      new Worker(new URL('../../workers/peaks/peaks-maker.worker.ts', import.meta.url), { type: 'module' }),
  );
}

function hasJournal({ spec, files }: Take): boolean {
  return spec.source === 'microphone' && files.some(({ file }) => file === JOURNAL_NAME);
}
