import type { Recorder } from '../../engine/record/recorder.ts';
import type { Marker } from '../../shared/take/take-events.ts';
import { Model } from '../kit/model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { TakeMarks } from '../record/take-marks.ts';

interface Parts {
  readonly recorder: Pick<Recorder, 'on' | 'state' | 'addMarker' | 'nameMarker'>;
  readonly marks: TakeMarks;
  readonly notices: NoticesModel;
}

/** A marker whose name is being typed. It is in the take already, with its default name. */
interface Naming {
  readonly label: string;
  readonly set: Promise<Marker | undefined>;
}

/** Sets markers in the take being recorded, and names them. */
export class Marking extends Model {
  readonly #parts: Parts;
  #naming: Naming | undefined;

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    parts.recorder.on('state', () => {
      if (!this.#possible) this.leave();
    });
  }

  /** The default name of the marker whose name is being typed; undefined if none is. */
  get naming(): string | undefined {
    return this.#naming?.label;
  }

  mark(): void {
    if (this.#possible) void this.#set();
  }

  /** Sets a marker at this moment. Its name can be typed afterwards. */
  markAndName(): void {
    if (!this.#possible) return;
    this.#naming = this.#set();
    this.changed();
  }

  /** Gives the marker the name that was typed. A blank name changes nothing. */
  async save(name: string): Promise<void> {
    const naming = this.#naming;
    this.leave();
    const label = name.trim();
    if (naming === undefined || label === '' || label === naming.label) return;
    const { recorder, marks, notices } = this.#parts;
    try {
      const marker = await naming.set;
      if (marker !== undefined) marks.replace(marker, await recorder.nameMarker(marker, label));
    } catch (error) {
      notices.failWith(error, 'wrong-state', label);
    }
  }

  /** Leaves the marker its default name. */
  leave(): void {
    if (this.#naming === undefined) return;
    this.#naming = undefined;
    this.changed();
  }

  get #possible(): boolean {
    const { kind } = this.#parts.recorder.state;
    return kind === 'recording' || kind === 'paused';
  }

  #set(): Naming {
    const { recorder, marks, notices } = this.#parts;
    const label = `Marker ${marks.next()}`;
    const set = recorder.addMarker(label).then(
      (marker) => {
        marks.set(marker);
        return marker;
      },
      (error: unknown) => {
        notices.failWith(error, 'wrong-state');
        return undefined;
      },
    );
    return { label, set };
  }
}
