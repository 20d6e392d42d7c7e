import { PEAKS_NAME } from '../../shared/take/take-events.ts';
import { TypedEvents } from '../base/typed-events.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import type { Take } from '../takes/take.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import type { MissingPeaks } from './missing-peaks.ts';
import type { PeaksReader } from './peaks-reader.ts';

export interface PeaksEvents {
  /** The id of a take whose peaks can be opened now: they were made in the background, here or in another tab. */
  made: string;
}

/** What takes look like: reads their peaks, and makes those that are missing. What was never measured is measured too. */
export class PeaksLibrary extends TypedEvents<PeaksEvents> {
  readonly #takes: TakeLibrary;
  readonly #core: FfmpegCore;
  #missing: Promise<MissingPeaks> | undefined;

  /** @param core decodes converted files, which have no journal */
  constructor(takes: TakeLibrary, core: FfmpegCore) {
    super();
    this.#takes = takes;
    this.#core = core;
  }

  /** Loads the code that `open` needs. */
  prepare(): void {
    // `open` tries again.
    import('./peaks-reader.ts').catch(() => {});
  }

  /** The peaks of a take that is not being recorded; undefined where they are missing or do not reach its end. */
  async open(take: Take): Promise<PeaksReader | undefined> {
    const { PeaksReader } = await import('./peaks-reader.ts');
    try {
      const file = await this.#takes.read(take.id, PEAKS_NAME);
      return await PeaksReader.open(file, take.spec, take.spec.source === 'file' ? undefined : take.frames);
    } catch {
      // There is no such file, or no such take any more.
      return undefined;
    }
  }

  /**
   * Makes the peaks that these takes lack, and measures their loudness, one take after another, in the order given.
   * Waits while any tab records, encodes or converts. Another call replaces the list; the take at hand is finished
   * first.
   */
  makeMissing(takes: readonly Take[]): void {
    this.#missing ??= import('./missing-peaks.ts').then(
      ({ MissingPeaks }) =>
        new MissingPeaks({
          takes: this.#takes,
          core: this.#core,
          open: (take) => this.open(take),
          made: (id) => this.emit('made', id),
        }),
    );
    this.#missing.then(
      (missing) => missing.make(takes),
      () => {
        // Its code did not load. The next call tries again.
        this.#missing = undefined;
      },
    );
  }
}
