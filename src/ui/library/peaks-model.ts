import type { PeaksLibrary } from '../../engine/peaks/peaks-library.ts';
import type { Take } from '../../engine/takes/take.ts';
import { Model } from '../kit/model.ts';
import type { PeakSource } from '../waveform/peak-source.ts';

/** Peaks are made once nothing has changed for this long: other work comes first. */
const QUIET_MS = 5000;

interface Known {
  readonly frames: number;
  /** Undefined while they are being opened, and where there are none. */
  readonly source: PeakSource | undefined;
}

/** What the listed takes look like. */
export class PeaksModel extends Model {
  /** Reads and makes them. */
  readonly peaks: PeaksLibrary;
  readonly #known = new Map<string, Known>();
  /** How many frames takes had when it was told that their peaks are there. Perhaps no row has shown them since. */
  readonly #made = new Map<string, number | undefined>();
  /** Those whose peaks are made when all is quiet. */
  asked: readonly Take[] = [];
  #telling = false;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  constructor(peaks: PeaksLibrary) {
    super();
    this.peaks = peaks;
    peaks.on('made', (id) => {
      this.#known.delete(id);
      this.#made.set(id, this.asked.find((take) => take.id === id)?.frames);
      this.#tell();
    });
  }

  /** Undefined until the take's peaks are open, and where there are none. */
  of(take: Take): PeakSource | undefined {
    const known = this.#known.get(take.id);
    if (known?.frames === take.frames) return known.source;
    this.#known.set(take.id, { frames: take.frames, source: undefined });
    void this.#open(take);
    return undefined;
  }

  /** Call with every new list. Forgets takes that are gone, and makes the peaks that are missing once all is quiet. */
  listed(takes: readonly Take[]): void {
    // The rows will ask for them.
    if (takes.length > 0) this.peaks.prepare();
    const ids = new Set(takes.map(({ id }) => id));
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => {
      this.asked = takes.filter((take) => take.loudness === undefined || this.#mayLack(take));
      if (this.asked.length > 0) this.peaks.makeMissing(this.asked);
    }, QUIET_MS);
  }

  #mayLack({ id, frames }: Take): boolean {
    const known = this.#known.get(id);
    return known === undefined ? this.#made.get(id) !== frames : known.source === undefined;
  }

  async #open(take: Take): Promise<void> {
    const source = await this.peaks.open(take).catch(() => undefined);
    if (source === undefined || this.#known.get(take.id)?.frames !== take.frames) return;
    this.#known.set(take.id, { frames: take.frames, source });
    this.#tell();
  }

  /** Tells once for all that were opened in one go. */
  #tell(): void {
    if (this.#telling) return;
    this.#telling = true;
    setTimeout(() => {
      this.#telling = false;
      this.changed();
    });
  }
}
