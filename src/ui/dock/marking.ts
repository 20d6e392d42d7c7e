import type { Recorder } from '../../engine/record/recorder.ts';
import type { TakeEdits } from '../../engine/takes/take-edits.ts';
import type { Take } from '../../engine/takes/take.ts';
import type { Marker } from '../../shared/take/take-events.ts';
import { Model } from '../kit/model.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { TakeMarks } from '../record/take-marks.ts';
import { freshMarker } from '../words/common.ts';

interface Parts {
  readonly recorder: Pick<Recorder, 'on' | 'state' | 'addMarker' | 'nameMarker'>;
  readonly edits: Pick<TakeEdits, 'changeMarker'>;
  readonly takes: Pick<TakesModel, 'change'>;
  readonly marks: TakeMarks;
  readonly notices: NoticesModel;
}

/** A marker whose name is being typed. It is in the take already, with its default name. */
interface Naming {
  readonly takeId: string | undefined;
  readonly label: string;
  readonly set: Promise<Marker | undefined>;
}

/** Sets markers in the take being recorded, and names them. */
export class Marking extends Model {
  readonly #parts: Parts;
  #naming: Naming | undefined;
  /** What was typed of its name so far. */
  #typed = '';
  /** Markers whose names were being typed when their takes ended, by take. */
  readonly #late = new Map<string | undefined, Naming & { readonly typed: string }>();

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
    parts.recorder.on('state', () => {
      if (!this.#possible) this.#ended();
    });
    parts.recorder.on('take', (take) => void this.#nameLate(take));
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
    this.#typed = '';
    this.changed();
  }

  /** Call as the name is typed: it is kept if the take ends before it is saved. */
  type(name: string): void {
    this.#typed = name;
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

  #ended(): void {
    const typed = this.#typed.trim();
    const naming = this.#naming;
    if (naming !== undefined && typed !== '') this.#late.set(naming.takeId, { ...naming, typed });
    this.leave();
  }

  /** The take is finished by now, so that its marker is changed like that of any take. */
  async #nameLate({ id, markers }: Take): Promise<void> {
    const late = this.#late.get(id);
    if (late === undefined) return;
    this.#late.delete(id);
    const set = await late.set;
    const marker = markers.findLast(({ frame, label }) => frame === set?.frame && label === set.label);
    if (marker === undefined) return;
    const { edits, takes } = this.#parts;
    await takes.change(() => edits.changeMarker(id, marker.id, { label: late.typed }));
  }

  get #possible(): boolean {
    const { kind } = this.#parts.recorder.state;
    return kind === 'recording' || kind === 'paused';
  }

  #set(): Naming {
    const { recorder, marks, notices } = this.#parts;
    const label = freshMarker(marks.next());
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
    const { state } = recorder;
    return { takeId: 'takeId' in state ? state.takeId : undefined, label, set };
  }
}
