import { css, html, LitElement, nothing } from 'lit';
import type { App } from './app.ts';
import { controls } from './controls-style.ts';
import { settingsIcon } from './icons.ts';
import type { SettingsDialog } from './settings-dialog.ts';
import './notice-board.ts';
import './record-panel.ts';
import './takes-panel.ts';

/** The page. Empty until it is given its app. */
export class CapstanApp extends LitElement {
  static override properties = { app: { attribute: false }, settingsShown: { state: true } };
  static override styles = [
    controls,
    css`
      .page {
        display: grid;
        gap: 1.25rem;
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
        gap: 1.25rem;
      }

      /* Below the recorder, so that no button moves when something is said; what is new is in view at any scroll. */
      notice-board[floating] {
        position: sticky;
        inset-block: 0.75rem;
        z-index: 1;
        max-block-size: 40dvh;
        overflow-y: auto;
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
  /** Settings are seldom opened: their code comes then. */
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
          <notice-board .notices=${app.notices} .recording=${app.recording}></notice-board>
          <takes-panel .app=${app}></takes-panel>
        </main>
        <footer class="small">
          <p class="keys"><kbd>Space</kbd> starts and stops · <kbd>M</kbd> sets a marker</p>
          <p class="numbers">Capstan ${__APP_VERSION__}</p>
        </footer>
      </div>
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
