import { CapstanError } from '../../shared/base/errors.ts';
import type { Marker } from '../../shared/take/take-events.ts';
import type { TakeLog } from './take-log.ts';

type Keyed = Required<Marker>;

/** A take's markers while the take is recorded. */
export class TakeMarkers {
  readonly #log: Pick<TakeLog, 'record'>;
  readonly #all: Keyed[];

  /** @param past those of an earlier recording of the same take */
  constructor(past: readonly Marker[], log: Pick<TakeLog, 'record'>) {
    this.#all = past.map(({ frame, label }, key) => ({ frame, label, key }));
    this.#log = log;
  }

  get all(): readonly Marker[] {
    return this.#all.map(({ frame, label }) => ({ frame, label }));
  }

  add(frame: number, label: string): Marker {
    const marker = { frame, label, key: this.#all.length };
    this.#all.push(marker);
    this.#log.record({ type: 'marker', frame, label });
    return marker;
  }

  /** Gives a marker another label. Returns it with that. Throws `invalid-option` if there is no such marker. */
  name(asked: Marker, label: string): Marker {
    const marker = this.#find(asked);
    if (marker === undefined)
      throw new CapstanError('invalid-option', 'marker must be one of the take being recorded');
    const named = { ...marker, label };
    this.#all[marker.key] = named;
    this.#log.record({ type: 'marker-named', marker: { frame: marker.frame, label: marker.label }, label });
    return named;
  }

  /** By its key: it may have another label by now. One of an earlier recording has no key. */
  #find(asked: Partial<Marker> | undefined): Keyed | undefined {
    const { frame, label, key } = asked ?? {};
    return this.#all.findLast(
      (one) => one.frame === frame && (key === undefined ? one.label === label : one.key === key),
    );
  }
}
