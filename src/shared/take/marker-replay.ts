export const MARKER_KINDS = ['marker', 'chapter', 'note'] as const;

export type MarkerKind = (typeof MARKER_KINDS)[number];

/** A marker of a finished take. */
export interface TakeMarker {
  readonly id: number;
  readonly frame: number;
  readonly label: string;
  readonly kind: MarkerKind;
}

/** A marker as it is set while a take is recorded. */
type PlainMarker = Pick<TakeMarker, 'frame' | 'label'>;

/** What can be changed of a marker. */
export interface MarkerChange {
  readonly frame?: number;
  readonly label?: string;
  readonly kind?: MarkerKind;
}

/** The events of a take's log about its markers. A marker's id is the number of its `marker` event, from 1. */
export type MarkerEvent =
  /** The kind that it is set with. Default: `marker`. */
  | { readonly type: 'marker'; readonly frame: number; readonly label: string; readonly kind?: MarkerKind }
  /** A marker got another label while the take was being recorded. */
  | { readonly type: 'marker-named'; readonly marker: PlainMarker; readonly label: string }
  | ({ readonly type: 'marker-changed'; readonly id: number } & MarkerChange)
  | { readonly type: 'marker-deleted'; readonly id: number };

/** Replays the markers of a log. */
export class MarkerReplay {
  readonly #markers = new Map<number, TakeMarker>();
  #count = 0;
  #changed = false;

  /** @param ended whether the recording has: its file has the markers of that moment */
  apply(event: MarkerEvent, ended = false): void {
    this.#changed ||= ended;
    if (event.type === 'marker') {
      this.#count += 1;
      const { frame, label, kind = 'marker' } = event;
      this.#markers.set(this.#count, { id: this.#count, frame, label, kind });
      return;
    }
    if (event.type === 'marker-named') {
      const { frame, label } = event.marker;
      const named = [...this.#markers.values()].findLast(
        (marker) => marker.frame === frame && marker.label === label,
      );
      if (named !== undefined) this.#markers.set(named.id, { ...named, label: event.label });
      return;
    }
    const { id } = event;
    const marker = this.#markers.get(id);
    if (marker === undefined) return;
    this.#changed = true;
    if (event.type === 'marker-deleted') this.#markers.delete(id);
    else {
      const { frame = marker.frame, label = marker.label, kind = marker.kind } = event;
      this.#markers.set(id, { id, frame, label, kind });
    }
  }

  /** In the order of their frames. */
  get markers(): readonly TakeMarker[] {
    return [...this.#markers.values()].sort((a, b) => a.frame - b.frame);
  }

  /** Whether they differ from those that were set while recording. */
  get changed(): boolean {
    return this.#changed;
  }
}
