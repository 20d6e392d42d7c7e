import type { Take } from '../../engine/takes/take.ts';
import { NO_EDITS } from '../../shared/edit/edit-list.ts';
import { playedPeaks } from '../editor/edited-peaks.ts';
import { findSilences } from '../editor/silences.ts';
import type { PeaksModel } from '../library/peaks-model.ts';
import type { PeakSource } from '../waveform/peak-source.ts';
import type { PlayerModel } from './player-model.ts';

/** The parts of the app that it needs. */
export interface SkipperApp {
  readonly player: Pick<PlayerModel, 'state' | 'skipSilence' | 'skipped' | 'on'>;
  readonly peaks: Pick<PeaksModel, 'of' | 'on'>;
  readonly route: { readonly page: string; readonly takeId: string | undefined };
}

/**
 * Passes over the silences of a take that plays from its row, once that was switched on on the page of a take. A page
 * that is shown sees to its own take itself.
 */
export class SilenceSkipper {
  readonly #app: SkipperApp;
  /** The sound whose silences were looked for. */
  #sound: string | undefined;
  #search = new AbortController();

  constructor(app: SkipperApp) {
    this.#app = app;
    app.player.on('change', () => this.#look());
    app.peaks.on('change', () => this.#look());
    this.#look();
  }

  #look(): void {
    const { player, route } = this.#app;
    const { state } = player;
    const open = state.kind === 'playing' || state.kind === 'paused' ? state : undefined;
    const elsewhere = route.page === 'take' && route.takeId === open?.take.id;
    if (open === undefined || elsewhere) return this.#forget();
    if (!player.skipSilence) {
      const skipped = this.#sound !== undefined && player.skipped.length > 0;
      this.#forget();
      if (skipped) player.skipped = [];
      return;
    }
    const { file, original } = open;
    const take = original ? { ...open.take, edits: NO_EDITS } : open.take;
    const sound = `${take.id} ${take.edits.state} ${file}`;
    // A page that was left has found them.
    if (sound === this.#sound || player.skipped.length > 0) return;
    const source = this.#sourceOf(take, file);
    if (source === undefined) return;
    this.#forget();
    this.#sound = sound;
    void this.#skip(take, source);
  }

  #forget(): void {
    this.#search.abort();
    this.#sound = undefined;
  }

  /** What the sound looks like; undefined while it is not known, and for a file with other edits than the take's. */
  #sourceOf(take: Take, file: string): PeakSource | undefined {
    const made = take.files.find((each) => each.file === file)?.edits ?? take.edits.state;
    const peaks = this.#app.peaks.of(take);
    if (peaks === undefined || made !== take.edits.state) return undefined;
    return playedPeaks(peaks, take);
  }

  async #skip({ spec: { sampleRate } }: Take, source: PeakSource): Promise<void> {
    const { signal } = (this.#search = new AbortController());
    try {
      const silences = await findSilences(source, sampleRate, signal);
      if (signal.aborted) return;
      this.#app.player.skipped = silences.map(({ from, to }) => ({
        from: from / sampleRate,
        to: to / sampleRate,
      }));
    } catch {
      // The peaks were removed or replaced. It plays with its silences.
    }
  }
}
