import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import type { Take } from '../takes/take.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import { PeaksMaking } from './peaks-making.ts';
import type { PeaksReader } from './peaks-reader.ts';

export interface MissingPeaksParts {
  readonly takes: TakeLibrary;
  readonly core: FfmpegCore;
  readonly open: (take: Take) => Promise<PeaksReader | undefined>;
  readonly made: (takeId: string) => void;
}

/** Makes the peaks that takes lack, one take after another. */
export class MissingPeaks {
  readonly #parts: MissingPeaksParts;
  #wanted: readonly Take[] = [];
  #making = false;
  /** Takes, each with its frames, of whose audio no peaks can be made. They are tried again once they have other frames. */
  readonly #failed = new Set<string>();

  constructor(parts: MissingPeaksParts) {
    this.#parts = parts;
  }

  /** Another call replaces the list; the take at hand is finished first. */
  async make(takes: readonly Take[]): Promise<void> {
    this.#wanted = takes;
    if (this.#making) return;
    this.#making = true;
    const making = new PeaksMaking(this.#parts.takes, this.#parts.core);
    try {
      for (let take = this.#next(); take !== undefined; take = this.#next())
        await this.#makeOne(take, making);
    } catch {
      // The worker did not start, or the disk is full. The next call tries again.
    } finally {
      making.close();
      this.#making = false;
    }
  }

  async #makeOne(take: Take, making: PeaksMaking): Promise<void> {
    const which = `${take.id} ${take.frames}`;
    if (this.#failed.has(which) || !making.canMake(take)) return;
    const complete = take.loudness !== undefined && (await this.#parts.open(take)) !== undefined;
    const outcome = complete ? 'made' : await making.make(take);
    if (outcome === 'made') this.#parts.made(take.id);
    else if (outcome === 'failed') this.#failed.add(which);
  }

  #next(): Take | undefined {
    const [first, ...others] = this.#wanted;
    this.#wanted = others;
    return first;
  }
}
