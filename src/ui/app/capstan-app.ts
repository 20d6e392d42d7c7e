import { css, html, LitElement, nothing } from 'lit';
import type { App } from './app.ts';
import { controls } from '../kit/controls-style.ts';
import { settingsIcon } from '../kit/icons.ts';
import type { SettingsDialog } from './settings-dialog.ts';
import '../record/record-dock.ts';
import '../record/record-panel.ts';
import '../takes/takes-panel.ts';

/** The page. Renders nothing until `app` is set. */
export class CapstanApp extends LitElement {
  static override properties = { app: { attribute: false }, settingsShown: { state: true } };
  static override styles = [
    controls,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 100dvh;
      }

      .page {
        flex: 1;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        align-content: start;
        gap: 1.25rem;
        inline-size: 100%;
        max-inline-size: 60rem;
        margin-inline: auto;
        padding: clamp(0.875rem, 3vw, 2rem);
        padding-inline: max(
          clamp(0.875rem, 3vw, 2rem),
          env(safe-area-inset-left),
          env(safe-area-inset-right)
        );
      }

      header {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
      }

      h1 {
        display: flex;
        align-items: center;
        gap: 0.5rem;
        margin: 0;
        font-size: 1.375rem;
        font-weight: 700;
        letter-spacing: -0.02em;
        line-height: 1.2;
      }

      h1 img {
        inline-size: 1.75rem;
        block-size: 1.75rem;
      }

      main {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
      }

      footer {
        padding-block: 1rem;
        text-align: center;
      }

      kbd {
        padding: 0.05em 0.45em;
        border: 1px solid var(--line-strong);
        border-radius: 0.3em;
        font: inherit;
        font-size: 0.9em;
      }

      @media (pointer: coarse) {
        .keys {
          display: none;
        }
      }
    `,
  ];

  declare app: App | undefined;
  /** The dialog's code is loaded when it is first opened, because it is opened rarely. */
  declare settingsShown: boolean;

  constructor() {
    super();
    this.settingsShown = false;
  }

  override render() {
    const { app } = this;
    if (app === undefined) return nothing;
    return html`
      <div class="page">
        <header>
          <div>
            <h1><img src="./icon.svg" alt="" draggable="false" />Capstan</h1>
            <p class="small">Nothing leaves this machine</p>
          </div>
          <button @click=${() => void this.#showSettings()}>${settingsIcon} Settings</button>
        </header>
        <main>
          <record-panel .app=${app}></record-panel>
          <takes-panel .app=${app}></takes-panel>
        </main>
        <footer class="small">
          <p class="keys">
            <kbd>R</kbd> starts and stops · <kbd>P</kbd> or <kbd>Space</kbd> pauses · <kbd>M</kbd> sets a
            marker
          </p>
          <p class="numbers">Capstan ${__APP_VERSION__}</p>
        </footer>
      </div>
      <record-dock .app=${app}></record-dock>
      ${this.settingsShown ? this.#settings(app) : nothing}
      <confirm-delete .takes=${app.takes}></confirm-delete>
    `;
  }

  #settings(app: App) {
    return html`<settings-dialog
      .settings=${app.settings}
      .saving=${app.saving}
      .recording=${app.recording}
      .space=${app.space}
    ></settings-dialog>`;
  }

  async #showSettings(): Promise<void> {
    await import('./settings-dialog.ts');
    this.settingsShown = true;
    await this.updateComplete;
    await this.renderRoot.querySelector<SettingsDialog>('settings-dialog')?.show();
  }
}

customElements.define('capstan-app', CapstanApp);
