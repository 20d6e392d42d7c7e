import type { Marker } from '../../shared/take/take-events.ts';
import { isSameMarker } from '../../shared/take/same-marker.ts';
import type { TakeLog } from './take-log.ts';

/** A take's markers while the take is recorded. */
export class TakeMarkers {
  readonly #log: Pick<TakeLog, 'record'>;
  readonly #all: Marker[];

  /** @param past those of an earlier recording of the same take */
  constructor(past: readonly Marker[], log: Pick<TakeLog, 'record'>) {
    this.#all = past.map(({ frame, label }) => ({ frame, label }));
    this.#log = log;
  }

  get all(): readonly Marker[] {
    return [...this.#all];
  }

  add(frame: number, label: string): Marker {
    const marker = { frame, label };
    this.#all.push(marker);
    this.#log.record({ type: 'marker', ...marker });
    return marker;
  }

  /** Gives a marker another label. Returns it with that; a marker that is not there is added. */
  name(marker: Marker, label: string): Marker {
    const at = this.#all.findLastIndex((known) => isSameMarker(known, marker));
    if (at < 0) return this.add(marker.frame, label);
    const named = { ...this.#all[at]!, label };
    this.#all[at] = named;
    this.#log.record({ type: 'marker-named', marker, label });
    return named;
  }
}
