import { PEAKS_NAME } from '../../shared/take/take-events.ts';
import { TypedEvents } from '../base/typed-events.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import type { Take } from '../takes/take.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import type { PeaksReader } from './peaks-reader.ts';

export interface PeaksEvents {
  /** The id of a take whose peaks can be opened now: they were made in the background, here or in another tab. */
  made: string;
}

/** What takes look like: reads their peaks, and makes those that are missing. What was never measured is measured too. */
export class PeaksLibrary extends TypedEvents<PeaksEvents> {
  readonly #takes: TakeLibrary;
  readonly #core: FfmpegCore;
  #wanted: readonly Take[] = [];
  #making = false;
  /** Takes, each with its frames, of whose audio no peaks can be made. They are tried again once they have other frames. */
  readonly #failed = new Set<string>();

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
    this.#wanted = takes;
    if (!this.#making) void this.#make();
  }

  async #make(): Promise<void> {
    this.#making = true;
    try {
      const { PeaksMaking } = await import('./peaks-making.ts');
      const making = new PeaksMaking(this.#takes, this.#core);
      try {
        for (let take = this.#next(); take !== undefined; take = this.#next()) {
          const which = `${take.id} ${take.frames}`;
          if (this.#failed.has(which) || !making.canMake(take)) continue;
          const complete = take.loudness !== undefined && (await this.open(take)) !== undefined;
          const outcome = complete ? 'made' : await making.make(take);
          if (outcome === 'made') this.emit('made', take.id);
          else if (outcome === 'failed') this.#failed.add(which);
        }
      } finally {
        making.close();
      }
    } catch {
      // Its code did not load, or the disk is full. The next call tries again.
    } finally {
      this.#making = false;
    }
  }

  #next(): Take | undefined {
    const [first, ...others] = this.#wanted;
    this.#wanted = others;
    return first;
  }
}
