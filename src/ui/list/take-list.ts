import { html, LitElement, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Take } from '../../engine/takes/take.ts';
import { controls } from '../kit/controls-style.ts';
import type { PopupMenu } from '../kit/popup-menu.ts';
import { Watch } from '../kit/watch.ts';
import type { LibraryModel } from '../library/library-model.ts';
import { layOut, newestOnly, visibleRows, type ListLayout, type PlacedTake } from '../library/list-window.ts';
import type { TakeOrder } from '../library/take-order.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import * as words from '../words/later/library.ts';
import type { ListActions } from './list-actions.ts';
import { runListCommand } from './list-commands.ts';
import { listCommand } from './list-keys.ts';
import { nothingListed } from './list-toolbar.ts';
import { groupText } from './row-text.ts';
import { takeListStyle } from './take-list-style.ts';
import type { TakeRow, TakeRowApp } from './take-row.ts';
import '../kit/popup-menu.ts';
import './take-row.ts';

/** Height of a row, unless the style says otherwise, and of a group's heading. */
const ROW_REM = 3.5;
const HEADING_REM = 1.75;

/** The parts of the app that this component uses. */
export interface TakeListApp extends TakeRowApp {
  readonly recording: RecordingModel;
  readonly settings: SettingsModel;
}

/**
 * The rows of the takes. Only those in view, a few beside them and the current one are in the page. The list is one tab
 * stop: its current row.
 */
export class TakeList extends LitElement {
  static override properties = {
    app: { attribute: false },
    library: { attribute: false },
    actions: { attribute: false },
    brief: { type: Boolean, reflect: true },
  };
  static override styles = [controls, takeListStyle];

  declare app: TakeListApp;
  declare library: LibraryModel;
  declare actions: ListActions;
  /** Whether the list stands beside something else. */
  declare brief: boolean;
  readonly #resized = new ResizeObserver(() => this.requestUpdate());
  #layout: ListLayout = { rows: [], height: 0 };
  /** What a row in the list had the focus before the rows changed, and the take whose name was being edited. */
  #focused = false;
  #renaming: string | undefined;
  /** Whether the current row is to get the focus, as after a key. */
  #follow = false;
  #order: TakeOrder | undefined;

  constructor() {
    super();
    this.brief = false;
    new Watch(this, () => [this.library, this.app.route]);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#resized.disconnect();
  }

  override firstUpdated(): void {
    this.#resized.observe(this.#scroller()!);
    if (matchMedia('(any-pointer: coarse)').matches) void this.#watchSwipes();
    // Only now is it known how high the list may be.
    this.requestUpdate();
  }

  /** Without its code the menu of the row does the same. */
  async #watchSwipes(): Promise<void> {
    const code = await import('./swipe/row-swipes.ts').catch(() => undefined);
    const { takes } = this.library;
    if (code !== undefined)
      new code.RowSwipes(this.#scroller()!, {
        root: this.renderRoot as ShadowRoot,
        take: (id) => (this.library.selecting ? undefined : takes.find(id)),
        act: (act, take) =>
          act === 'delete' ? takes.deletions.discard([take]) : takes.star([take], !take.starred),
      });
  }

  override willUpdate(): void {
    const { renaming } = this.library;
    const { activeElement } = this.renderRoot as ShadowRoot;
    this.#focused = activeElement?.localName === 'li' || activeElement?.localName === 'take-row';
    // The name is no longer edited: its row gets the focus back.
    if (this.#renaming !== undefined && renaming === undefined) this.#follow = true;
    this.#renaming = renaming;
    const restored = this.library.restoredNow();
    if (restored !== undefined) {
      this.library.goTo(restored.id);
      // Undo was pressed in the toast, which is gone, or by key in a row.
      if (document.activeElement === document.body || activeElement?.localName === 'li') this.#follow = true;
    }
    if (this.actions.left() && document.activeElement === document.body) this.#follow = true;
  }

  override render() {
    const { library } = this;
    const only = this.#style('--only-newest') === '1';
    const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const row = rem * (Number(this.#style('--row-rem')) || ROW_REM);
    const groups = only ? newestOnly(library.takes.all) : library.groups;
    this.#layout = layOut(groups, { row, heading: only ? 0 : rem * HEADING_REM });
    const { rows, height } = this.#layout;
    const now = Date.now();
    const { current } = library;
    return html`<div class="scroller" @scroll=${() => this.requestUpdate()}>
      <ul
        role="list"
        aria-label=${words.listOfTakes}
        .style=${`block-size: ${height}px`}
        @keydown=${(event: KeyboardEvent) => this.#press(event)}
        @focusin=${(event: FocusEvent) => this.#enter(event)}
      >
        ${repeat(
          this.#shown(rows, current),
          (index) => rows[index]!.take.id,
          (index) => this.#row(rows[index]!, index, { count: rows.length, now, current }),
        )}
      </ul>
      ${rows.length === 0 ? nothingListed(library, () => this.focus()) : nothing}
    </div>`;
  }

  override updated(): void {
    const { activeElement } = this.renderRoot as ShadowRoot;
    const { order } = this.library.choices;
    // In another order other takes come first.
    if (this.#order !== undefined && order !== this.#order) this.#scroller()!.scrollTop = 0;
    this.#order = order;
    const lost = this.#focused && activeElement === null;
    if (this.#renaming !== undefined) this.#scrollTo(this.#renaming);
    else if (this.#follow || lost) this.#focusCurrent();
    this.#follow = false;
  }

  /** Focuses the current row, once the rows are as they are to be. */
  override focus(): void {
    this.#follow = true;
    this.requestUpdate();
  }

  #focusCurrent(): void {
    const { current } = this.library;
    if (current === undefined) return this.renderRoot.querySelector<HTMLElement>('.none button')?.focus();
    this.#scrollTo(current.id);
    this.#item(current.id)?.focus({ preventScroll: true });
  }

  /** Whether the row of a take can be seen here, or scrolled to. */
  shows(takeId: string): boolean {
    return this.checkVisibility() && this.#layout.rows.some(({ take }) => take.id === takeId);
  }

  /** Indices of the rows in view, and of the current one, which may have the focus. */
  #shown(rows: readonly PlacedTake[], current: Take | undefined): number[] {
    const scroller = this.#scroller();
    const { from, to } = visibleRows(this.#layout, scroller?.scrollTop ?? 0, scroller?.clientHeight ?? 0);
    const shown = rows.slice(from, to).map((_, index) => from + index);
    const at = rows.findIndex(({ take }) => take === current);
    if (at >= 0 && at < from) shown.unshift(at);
    if (at >= to) shown.push(at);
    return shown;
  }

  #row(
    { take, top, heading }: PlacedTake,
    index: number,
    list: { readonly count: number; readonly now: number; readonly current: Take | undefined },
  ) {
    const { library } = this;
    const { count, now } = list;
    const current = list.current === take;
    return html`<li
      data-id=${take.id}
      aria-label=${take.name}
      aria-setsize=${count}
      aria-posinset=${index + 1}
      aria-current=${current}
      tabindex=${current ? 0 : -1}
      .style=${`inset-block-start: ${top}px`}
      @click=${(event: MouseEvent) => this.#click(event, take)}
      @contextmenu=${(event: MouseEvent) => this.#contextMenu(event, take)}
    >
      ${heading === undefined ? nothing : html`<h3>${groupText(heading, now)}</h3>`}
      <take-row
        .app=${this.app}
        .library=${library}
        .actions=${this.actions}
        .take=${take}
        .editing=${library.renaming === take.id}
        .selecting=${library.selecting}
        .selected=${library.isSelected(take.id)}
        .current=${current}
        @menu=${() => this.openMenu(take)}
      ></take-row>
    </li>`;
  }

  /** A button or field in the row has its own meaning. So has the picture, unless takes are being selected. */
  #click(event: MouseEvent, take: Take): void {
    const own = this.library.selecting ? 'button, input' : 'button, input, canvas';
    if (event.composedPath().some((node) => node instanceof Element && node.matches(own))) {
      this.library.goTo(take.id);
      return;
    }
    if (event.shiftKey) this.library.extendTo(take.id);
    else if (event.ctrlKey || event.metaKey || this.library.selecting) this.library.toggle(take.id);
    else {
      this.library.goTo(take.id);
      this.actions.open(take);
    }
  }

  #contextMenu(event: MouseEvent, take: Take): void {
    if (event.composedPath()[0] instanceof HTMLInputElement) return;
    event.preventDefault();
    this.openMenu(take);
  }

  openMenu(take: Take): void {
    this.library.goTo(take.id);
    const item = this.#item(take.id);
    const more = item?.querySelector<TakeRow>('take-row')?.more;
    const menu = this.#root().querySelector<PopupMenu>('popup-menu');
    if (item && more) void menu?.show(more, words.moreFor(take.name), this.actions.menuOf(take), item);
  }

  /** The menu lies beside the list, in the library. */
  #root(): ParentNode {
    return this.getRootNode() as ShadowRoot;
  }

  /** The pointer may give the focus to a row without a click. Keys are then for that row. */
  #enter({ target }: FocusEvent): void {
    const id = (target as Element).closest<HTMLElement>('li')?.dataset['id'];
    if (id !== undefined && id !== this.library.current?.id) this.library.goTo(id);
  }

  #press(event: KeyboardEvent): void {
    const [target] = event.composedPath();
    const onButton = target instanceof HTMLButtonElement && (event.key === ' ' || event.key === 'Enter');
    if (target instanceof HTMLInputElement || onButton) return;
    const row = this.#layout.rows.length === 0 ? 1 : this.#layout.height / this.#layout.rows.length;
    const page = Math.max(1, Math.floor((this.#scroller()?.clientHeight ?? 0) / row) - 1);
    const command = listCommand(event, page, this.app.settings.value.singleKeys);
    if (command === undefined || !runListCommand(command, this)) return;
    this.#follow = command.kind === 'move' || command.kind === 'reject';
    event.preventDefault();
    event.stopPropagation();
  }

  #scrollTo(takeId: string): void {
    const scroller = this.#scroller();
    const place = this.#layout.rows.find(({ take }) => take.id === takeId);
    const item = this.#item(takeId);
    if (scroller === null || place === undefined || item === null) return;
    const above = place.top - (place.heading === undefined ? 0 : this.#headingHeight(item));
    const below = place.top + item.offsetHeight;
    if (above < scroller.scrollTop) scroller.scrollTop = above;
    else if (below > scroller.scrollTop + scroller.clientHeight)
      scroller.scrollTop = below - scroller.clientHeight;
  }

  #headingHeight(item: HTMLElement): number {
    return item.querySelector('h3')?.offsetHeight ?? 0;
  }

  #item(takeId: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(`[data-id='${CSS.escape(takeId)}']`);
  }

  #scroller(): HTMLElement | null {
    return this.renderRoot?.querySelector<HTMLElement>('.scroller') ?? null;
  }

  #style(property: string): string {
    const scroller = this.#scroller();
    return scroller === null ? '' : getComputedStyle(scroller).getPropertyValue(property).trim();
  }
}

customElements.define('take-list', TakeList);
