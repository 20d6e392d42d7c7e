import { html, LitElement, nothing } from 'lit';
import { controls } from '../kit/controls-style.ts';
import { openIcon, settingsIcon, takesIcon } from '../kit/icons.ts';
import { Watch } from '../kit/watch.ts';
import type { TakesModel } from '../library/takes-model.ts';
import { libraryText } from '../text/take-text.ts';
import { takeAddress, type Page, type RouteModel } from './route.ts';
import { navStyle } from '../kit/nav-style.ts';
import * as words from '../words/app.ts';
import { topBarStyle } from './top-bar-style.ts';

/** The name of the app and its pages. Dispatches `open` when a file is to be opened. */
export class TopBar extends LitElement {
  static override properties = { route: { attribute: false }, takes: { attribute: false } };
  static override styles = [controls, navStyle, topBarStyle];

  declare route: RouteModel;
  declare takes: TakesModel;

  constructor() {
    super();
    new Watch(this, () => [this.route, this.takes]);
  }

  override render() {
    const library = libraryText(this.takes.all?.length);
    return html`
      <header>
        <a class="brand" href="#/record" title=${words.appHint(__APP_VERSION__)}
          ><img src="./icon.svg" alt="" draggable="false" /><span>${words.appName}</span></a
        >
        <nav aria-label=${words.pages}>
          <a href="#/record" aria-current=${this.#current('record')}>${words.recordPage}</a>
          ${this.#takeTab()}
        </nav>
        <button
          class="quiet library"
          aria-current=${this.#current('takes')}
          @click=${() => (this.route.page === 'takes' ? this.route.leave() : this.route.go('takes'))}
        >
          ${takesIcon}<span class="numbers">${library}</span>
        </button>
        <button
          id="open"
          class="quiet"
          title=${words.openFile}
          @click=${() => this.dispatchEvent(new Event('open'))}
        >
          ${openIcon}<span class="word">${words.openFile}</span>
        </button>
        <button
          id="settings"
          class="quiet"
          title=${words.settings}
          aria-current=${this.#current('settings')}
          @click=${() => (this.route.page === 'settings' ? this.route.leave() : this.route.go('settings'))}
        >
          ${settingsIcon}<span class="word">${words.settings}</span>
        </button>
      </header>
    `;
  }

  focusOn(button: 'open' | 'settings'): void {
    this.renderRoot.querySelector<HTMLElement>(`#${button}`)?.focus();
  }

  /** The page of the take that was opened last. */
  #takeTab() {
    const { takeId } = this.route;
    if (takeId === undefined || this.takes.find(takeId) === undefined) return nothing;
    return html`<a href=${takeAddress(takeId)} aria-current=${this.#current('take')}>${words.takePage}</a>`;
  }

  #current(page: Page) {
    return this.route.page === page ? 'page' : nothing;
  }
}

customElements.define('top-bar', TopBar);
