import { css, html, LitElement } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { Watch } from '../kit/watch.ts';
import { libraryOf, type LibraryModel } from '../library/library-model.ts';
import type { TakesModel } from '../library/takes-model.ts';
import { ListActions } from './list-actions.ts';
import type { ListToolbar } from './list-toolbar.ts';
import type { TakeList, TakeListApp } from './take-list.ts';
import '../kit/popup-menu.ts';
import './deleted-list.ts';
import './list-toolbar.ts';
import './selection-bar.ts';
import './take-list.ts';

/** The parts of the app that this component uses. */
export interface TakeLibraryApp extends TakeListApp {
  readonly takes: TakesModel;
}

/** The takes with their toolbar, or those that were deleted. */
export class TakeLibraryView extends LitElement {
  static override properties = { app: { attribute: false }, brief: { type: Boolean, reflect: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 0;
      }

      take-list,
      deleted-list {
        flex: 1 1 auto;
      }

      list-toolbar,
      selection-bar {
        flex: none;
      }

      /* On a phone the record view shows only the newest take. */
      @container (max-width: 44.99rem) {
        :host([brief]) list-toolbar,
        :host([brief]) selection-bar {
          display: none;
        }
      }
    `,
  ];

  declare app: TakeLibraryApp;
  declare brief: boolean;
  #library: LibraryModel | undefined;
  #actions: ListActions | undefined;

  constructor() {
    super();
    this.brief = false;
    new Watch(this, () => [this.#model()]);
    new FocusKeeper(this, () => this.#list()?.focus());
  }

  /** Shows the takes, and moves the focus to the search field. Resolves with whether it is in view. */
  async search(): Promise<boolean> {
    this.#model().endSelecting();
    this.#model().show('takes');
    await this.updateComplete;
    const toolbar = this.renderRoot.querySelector<ListToolbar>('list-toolbar');
    if (toolbar?.checkVisibility() !== true) return false;
    toolbar.search();
    return true;
  }

  /** Shows the takes that were deleted. */
  showDeleted(): void {
    this.#model().show('deleted');
  }

  /** Whether the row of a take can be seen, or scrolled to. */
  shows(takeId: string): boolean {
    return this.#list()?.shows(takeId) === true;
  }

  override render() {
    const library = this.#model();
    if (library.view === 'deleted')
      return html`<deleted-list
        .library=${library}
        @back=${() => this.dispatchEvent(new Event('back'))}
      ></deleted-list>`;
    const { app } = this;
    this.#actions ??= new ListActions(app, library);
    return html`${
        library.selecting
          ? html`<selection-bar .app=${app} .library=${library} .actions=${this.#actions}></selection-bar>`
          : html`<list-toolbar .library=${library} @to-list=${() => this.#list()?.focus()}></list-toolbar>`
      }
      <take-list .app=${app} .library=${library} .actions=${this.#actions} ?brief=${this.brief}></take-list>
      <popup-menu @left=${() => this.#list()?.focus()}></popup-menu>`;
  }

  #model(): LibraryModel {
    if (this.#library === undefined) {
      this.#library = libraryOf(this.app.takes);
      // The deleted ones may have been shown when the list became empty.
      this.#library.show('takes');
    }
    return this.#library;
  }

  #list(): TakeList | null {
    return this.renderRoot?.querySelector<TakeList>('take-list') ?? null;
  }
}

customElements.define('take-library', TakeLibraryView);
