import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { InstallModel } from '../install/install-model.ts';
import { controls } from '../kit/controls-style.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import { SETTING_PAGES, type SettingPage } from '../settings/setting-pages.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { SpaceModel } from '../status/space-model.ts';
import type { SavingModel } from '../takes/saving-model.ts';
import { navStyle } from '../kit/nav-style.ts';
import * as common from '../words/common.ts';
import * as words from '../words/later/settings.ts';
import { settingsPageStyle } from './settings-page-style.ts';
import './about-settings.ts';
import './files-settings.ts';
import './input-settings.ts';
import './looks-settings.ts';
import './recording-settings.ts';
import './shortcuts-settings.ts';
import './storage-settings.ts';

/** The parts of the app that the settings are about. */
export interface SettingsApp {
  readonly settings: SettingsModel;
  readonly saving: SavingModel;
  readonly recording: RecordingModel;
  readonly space: SpaceModel;
  readonly install: InstallModel;
}

/**
 * The settings: a navigation, and the page that the address names. Where there is no room for both, the navigation is a
 * page of its own. Dispatches `done`, and `check` for the check of the microphone.
 */
export class SettingsPage extends LitElement {
  static override properties = { app: { attribute: false }, page: { attribute: false } };
  static override styles = [controls, navStyle, settingsPageStyle];

  declare app: SettingsApp;
  /** Undefined: the address names none. The first page is shown, or the navigation alone. */
  declare page: SettingPage | undefined;
  /** Whether the focus follows the page that is shown next. It does not if it is elsewhere, such as in the dock. */
  #leads = false;

  override willUpdate(): void {
    const focused = (this.getRootNode() as ShadowRoot).activeElement;
    this.#leads = this.hasUpdated && (focused === null || focused === this);
  }

  override firstUpdated(): void {
    this.#find('h1')?.focus();
  }

  override updated(changed: PropertyValues<this>): void {
    if (!changed.has('page') || !this.#leads) return;
    if (this.#find('h2')?.checkVisibility() === true) this.#find('h2')?.focus();
    else this.#find(`#${changed.get('page') ?? SETTING_PAGES[0]}`)?.focus();
  }

  override render() {
    const shown = this.page ?? SETTING_PAGES[0];
    return html`
      <section aria-labelledby="title" class=${this.page === undefined ? 'top' : ''}>
        <header>
          <h1 id="title" tabindex="-1">${words.settings}</h1>
          <button class="done" @click=${() => this.dispatchEvent(new Event('done'))}>${common.done}</button>
        </header>
        <div class="body">
          <nav aria-label=${words.navigation}>
            ${SETTING_PAGES.map(
              (page) =>
                html`<a id=${page} href="#/settings/${page}" aria-current=${page === shown ? 'page' : nothing}
                  >${words.pageTitles[page]}</a
                >`,
            )}
          </nav>
          <div class="page">
            <a class="back" href="#/settings">${words.toNavigation}</a>
            <h2 tabindex="-1">${words.pageTitles[shown]}</h2>
            ${this.#page(shown)}
          </div>
        </div>
      </section>
    `;
  }

  #page(page: SettingPage): TemplateResult {
    const { settings, saving, recording, space, install } = this.app;
    const left = () => this.#find('h2')?.focus();
    switch (page) {
      case 'recording':
        return html`<recording-settings .settings=${settings} .recording=${recording}></recording-settings>`;
      case 'input':
        return html`<input-settings
          .settings=${settings}
          .recording=${recording}
          @check=${() => this.dispatchEvent(new Event('check'))}
        ></input-settings>`;
      case 'files':
        return html`<files-settings .settings=${settings} .saving=${saving}></files-settings>`;
      case 'storage':
        return html`<storage-settings .space=${space} @left=${left}></storage-settings>`;
      case 'looks':
        return html`<looks-settings .settings=${settings}></looks-settings>`;
      case 'shortcuts':
        return html`<shortcuts-settings .settings=${settings}></shortcuts-settings>`;
      case 'about':
        return html`<about-settings .install=${install} @left=${left}></about-settings>`;
    }
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }
}

customElements.define('settings-page', SettingsPage);
