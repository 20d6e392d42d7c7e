import type { Take } from '../../engine/takes/take.ts';
import { Model } from '../kit/model.ts';
import { Selection } from './selection.ts';
import { groupedTakes, type ListChoices, type TakeGroup } from './take-order.ts';
import type { TakesModel } from './takes-model.ts';

const KEY = 'capstan-list';
const CHOICES: ListChoices = { order: 'newest', byDay: true, rejected: true };

/** What the library shows: which takes in which order, which of them is current, and which are selected. */
export class LibraryModel extends Model {
  readonly takes: TakesModel;
  readonly #selection = new Selection();
  #choices = loadChoices();
  #query = '';
  #view: 'takes' | 'deleted' = 'takes';
  #selecting = false;
  #current: string | undefined;
  /** Where the current take stood when it was last seen. */
  #currentIndex = 0;
  #beforeSearch: string | undefined;
  #renaming: string | undefined;
  /** The restored takes that were told last. */
  #told: readonly Take[] | undefined;
  /** What the groups were made of. */
  #made:
    | {
        readonly from: readonly unknown[];
        readonly groups: readonly TakeGroup[];
        readonly shown: readonly Take[];
      }
    | undefined;

  constructor(takes: TakesModel) {
    super();
    this.takes = takes;
    takes.on('change', () => {
      // Another tab may have deleted the take whose name is being edited.
      if (this.#renaming !== undefined && takes.find(this.#renaming) === undefined)
        this.#renaming = undefined;
      this.changed();
    });
  }

  get view(): 'takes' | 'deleted' {
    return this.#view;
  }

  get choices(): ListChoices {
    return this.#choices;
  }

  get query(): string {
    return this.#query;
  }

  get groups(): readonly TakeGroup[] {
    return this.#list().groups;
  }

  /** In the order of the list. */
  get shown(): readonly Take[] {
    return this.#list().shown;
  }

  /** How many takes are not shown only because they are rejected. */
  get hidden(): number {
    const choices = { ...this.#choices, rejected: true };
    const found = groupedTakes(this.takes.all ?? [], this.#query, choices, this.#renaming);
    return found.flatMap(({ takes }) => takes).length - this.shown.length;
  }

  #list() {
    // The row stays in which a name is being typed, also if another tab rejects or renames its take.
    const from = [this.takes.all, this.#query, this.#choices, this.#renaming];
    if (this.#made === undefined || from.some((part, index) => part !== this.#made?.from[index])) {
      const groups = groupedTakes(this.takes.all ?? [], this.#query, this.#choices, this.#renaming);
      this.#made = { from, groups, shown: groups.flatMap(({ takes }) => takes) };
    }
    return this.#made;
  }

  /** Whether the rows show what is selected, in place of their play buttons. */
  get selecting(): boolean {
    return this.#selecting;
  }

  /** The selected ones of the takes shown. */
  get selected(): readonly Take[] {
    return this.shown.filter(({ id }) => this.#selection.has(id));
  }

  isSelected(id: string): boolean {
    return this.#selection.has(id);
  }

  /**
   * The take that keys act on. When it goes from the list it is the one that takes its place. Undefined for an empty
   * list.
   */
  get current(): Take | undefined {
    const { shown } = this;
    const index = shown.findIndex(({ id }) => id === this.#current);
    if (index >= 0) this.#currentIndex = index;
    const at = index >= 0 ? index : Math.min(this.#currentIndex, shown.length - 1);
    this.#current = shown[at]?.id ?? this.#current;
    return shown[at];
  }

  /** Id of the take whose name is being edited. */
  get renaming(): string | undefined {
    return this.#renaming;
  }

  /** The take that was current before the search is so again after it, unless another one was gone to. */
  search(query: string): void {
    if (this.#query === '') this.#beforeSearch = this.current?.id;
    this.#query = query;
    if (query === '') this.#current = this.#beforeSearch ?? this.#current;
    this.changed();
  }

  choose(choices: Partial<ListChoices>): void {
    this.#choices = { ...this.#choices, ...choices };
    storeChoices(this.#choices);
    this.changed();
  }

  show(view: 'takes' | 'deleted'): void {
    this.#view = view;
    if (view === 'deleted') {
      this.endSelecting();
      void this.takes.refresh();
    }
    this.changed();
  }

  goTo(id: string): void {
    this.#current = id;
    this.#beforeSearch = undefined;
    this.changed();
  }

  /** The first of the takes that were restored just now. Told once, whichever element shows the list. */
  restoredNow(): Take | undefined {
    const { restored } = this.takes;
    if (restored === this.#told) return undefined;
    this.#told = restored;
    return restored[0];
  }

  /** Goes `rows` down, or up if negative, at most to the ends of the list. With `extend` it selects on the way. */
  move(rows: number, extend = false): void {
    const { shown, current } = this;
    if (current === undefined) return;
    const at = shown.indexOf(current) + rows;
    const next = shown[Math.max(0, Math.min(shown.length - 1, at))]!;
    if (extend) this.extendTo(next.id);
    else this.goTo(next.id);
  }

  startSelecting(): void {
    this.#selecting = true;
    this.changed();
  }

  endSelecting(): void {
    this.#selecting = false;
    this.#selection.clear();
    this.changed();
  }

  toggle(id: string): void {
    this.#selection.toggle(id);
    this.#selecting = true;
    this.goTo(id);
  }

  /** Selects the takes from where the selection began, or from the current one, up to this one. */
  extendTo(id: string): void {
    const order = this.shown.map((take) => take.id);
    this.#selection.extend(order, this.current?.id ?? id, id);
    this.#selecting = true;
    this.goTo(id);
  }

  selectAll(): void {
    this.#selection.all(this.shown.map(({ id }) => id));
    this.#selecting = true;
    this.changed();
  }

  /** What an action is for: the selected takes, or the current one if none is selected. */
  get meant(): readonly Take[] {
    const { selected, current } = this;
    if (selected.length > 0) return selected;
    return this.#selecting || current === undefined ? [] : [current];
  }

  edit(id: string | undefined): void {
    // Another tab may have deleted the take while its menu was open.
    if (id !== undefined && this.takes.find(id) === undefined) return;
    this.#renaming = id;
    if (id === undefined) this.changed();
    else this.goTo(id);
  }

  /**
   * Ends the editing of a name and begins that of the next take in the list, as it was before `save`: a new name may
   * move its take, or take it from the list.
   */
  editNext(save: () => void): void {
    const { shown } = this;
    const next = shown[shown.findIndex(({ id }) => id === this.#renaming) + 1];
    save();
    this.edit(next?.id);
  }
}

const libraries = new WeakMap<TakesModel, LibraryModel>();

/** The one library of these takes. Its search and its selection outlast a list that is empty for a while. */
export function libraryOf(takes: TakesModel): LibraryModel {
  const library = libraries.get(takes) ?? new LibraryModel(takes);
  libraries.set(takes, library);
  return library;
}

function loadChoices(): ListChoices {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? '{}') as Partial<
      Record<keyof ListChoices, unknown>
    >;
    const orders = ['newest', 'oldest', 'name', 'longest'] as const;
    return {
      order: orders.find((order) => order === stored.order) ?? CHOICES.order,
      byDay: stored.byDay !== false,
      rejected: stored.rejected !== false,
    };
  } catch {
    // Site data is blocked, or the stored text is not JSON.
    return CHOICES;
  }
}

function storeChoices(choices: ListChoices): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(choices));
  } catch {
    // They then last as long as the page.
  }
}
