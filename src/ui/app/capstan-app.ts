import { html, LitElement, nothing } from 'lit';
import type { App } from './app.ts';
import { capstanAppStyle } from './capstan-app-style.ts';
import { controls } from '../kit/controls-style.ts';
import type { OpenedFiles } from '../convert/opened-files.ts';
import { FileDrop } from '../kit/file-drop.ts';
import { Watch } from '../kit/watch.ts';
import { whenIdle } from '../kit/when-idle.ts';
import * as words from '../words/app.ts';
import type { ExportDialog } from '../export/export-dialog.ts';
import type { RenameDialog } from '../naming/rename-dialog.ts';
import { restoreLibraryWidth } from './library-width.ts';
import type { KeysDialog } from './keys-dialog.ts';
import type { TakesPanel } from '../list/takes-panel.ts';
import type { TopBar } from './top-bar.ts';
import '../dock/record-dock.ts';
import '../record/record-view.ts';
import '../list/takes-panel.ts';
import './stage-banner.ts';
import './top-bar.ts';

/**
 * The page: top bar, stage, library and dock, each in its fixed region. On a phone stage and library are pages. Renders
 * nothing until `app` is set.
 */
export class CapstanApp extends LitElement {
  static override properties = { app: { attribute: false } };
  static override styles = [controls, capstanAppStyle];

  declare app: App | undefined;
  readonly #drop = new FileDrop(this, (files) => this.#open((opened) => opened.open(files)));
  /** Undefined before it was asked for. */
  #cardLoaded: boolean | undefined;
  #settingsShown = false;
  #settingsFocused = false;
  /** The elements whose code did not come. */
  readonly #missing = new Set<string>();
  /** The take whose player was shown last. */
  #playing: string | undefined;

  constructor() {
    super();
    new Watch(this, () =>
      this.app === undefined
        ? []
        : [this.app.route, this.app.takes, this.app.player, this.app.micCheck, this.app.recording],
    );
  }

  override connectedCallback(): void {
    super.connectedCallback();
    restoreLibraryWidth(this);
    // Without its code the library has the width it had.
    whenIdle(() => void import('./library-edge.ts').catch(() => {}));
  }

  override willUpdate(): void {
    // Once the settings are gone, so is the focus.
    const root = this.shadowRoot;
    if (this.#settingsShown) this.#settingsFocused = root?.activeElement?.localName === 'settings-page';
  }

  override updated(): void {
    if (this.app === undefined) return;
    this.app.search = () => void this.#search();
    this.app.showKeys = () =>
      void this.#with<KeysDialog>('keys-dialog', import('./keys-dialog.ts'), (keys) => keys.show());
    this.app.openFiles = (files) => this.#open((opened) => opened.open(files));
    this.app.exportTakes = (takes) =>
      void this.#with<ExportDialog>('export-dialog', import('../export/export-dialog.ts'), (dialog) =>
        dialog.show(takes),
      );
    this.app.renameTakes = (takes) =>
      void this.#with<RenameDialog>('rename-dialog', import('../naming/rename-dialog.ts'), (dialog) =>
        dialog.show(takes),
      );
    if (this.#drop.over) this.#open();
    void this.#showPlayer(this.app);
    const settings = this.app.route.page === 'settings';
    // The button that leads to the settings gets the focus back.
    if (this.#settingsShown && !settings && this.#settingsFocused) this.#bar()?.focusOn('settings');
    this.#settingsShown = settings;
  }

  override render() {
    const { app } = this;
    if (app === undefined) return nothing;
    const { page } = app.route;
    return html`
      <div class="shell ${page} ${app.recording.inTake ? 'in-take' : ''}">
        <top-bar
          .route=${app.route}
          .takes=${app.takes}
          @click=${() => this.requestUpdate()}
          @open=${() => this.#open((opened) => opened.choose())}
        ></top-bar>
        <div class="body">
          <main>
            <stage-banner .app=${app}></stage-banner>
            <opened-files
              .app=${app}
              .dragged=${this.#drop.over}
              @left=${() => this.#bar()?.focusOn('open')}
            ></opened-files>
            <div class="view">
              ${this.#recordView(app)} ${page === 'settings' ? this.#settings(app) : nothing}
              ${page === 'take' ? this.#take(app) : nothing}
            </div>
          </main>
          <aside aria-label=${words.library}>
            <library-edge></library-edge>
            <takes-panel .app=${app} ?brief=${page !== 'takes'}></takes-panel>
          </aside>
        </div>
        <record-dock .app=${app}></record-dock>
      </div>
      <keys-dialog></keys-dialog>
      <export-dialog .app=${app}></export-dialog>
      <rename-dialog .app=${app}></rename-dialog>
      <confirm-delete .takes=${app.takes}></confirm-delete>
    `;
  }

  /** The code of the card is loaded when it is first shown. */
  #recordView(app: App) {
    const checks = app.micCheck.view.kind !== 'none';
    if (checks && this.#cardLoaded === undefined) void this.#loadCard();
    const shown = checks && this.#cardLoaded === true;
    return html`<record-view
      .app=${app}
      ?checking=${shown}
      ?hidden=${app.route.page === 'settings' || app.route.page === 'take'}
      @check=${() => void app.micCheck.open()}
    >
      ${shown ? html`<mic-check slot="check" .app=${app}></mic-check>` : nothing}
    </record-view>`;
  }

  async #loadCard(): Promise<void> {
    this.#cardLoaded = false;
    try {
      await import('../mic-check/mic-check.ts');
      this.#cardLoaded = true;
      this.requestUpdate();
    } catch (error) {
      // The dock still tells what prevents recording. The next occasion tries again.
      this.#cardLoaded = undefined;
      const { micCheck, notices } = this.app!;
      if (micCheck.view.kind !== 'check') return;
      void micCheck.close();
      notices.failWith(error, 'code-missing');
    }
  }

  /** The code of the settings is loaded when they are first opened, because they are opened rarely. */
  #settings(app: App) {
    void this.#with('settings-page', import('../settings-page/settings-page.ts'));
    return html`<settings-page
      .app=${app}
      .page=${app.route.settings}
      @done=${() => app.route.leave()}
      @check=${() => {
        app.route.leave();
        void app.micCheck.open();
      }}
    ></settings-page>`;
  }

  /**
   * The code of a take's page is loaded when one is first opened. If it did not come, the next drawing tries again: a
   * click in the top bar asks for one, because the tab's address is the same as before.
   */
  #take(app: App) {
    void this.#with('take-page', import('../take-page/take-page.ts'));
    return html`<take-page .app=${app} .takeId=${app.route.takeId}></take-page>`;
  }

  /** A take can be played by key or from the toast while its row is hidden. Its player must be within reach. */
  async #showPlayer({ player, route }: App): Promise<void> {
    const playing = player.take?.id;
    if (playing === this.#playing) return;
    this.#playing = playing;
    const panel = this.renderRoot.querySelector<TakesPanel>('takes-panel');
    await panel?.updateComplete;
    if (playing !== undefined && route.page !== 'take' && panel?.shows(playing) === false) route.go('takes');
  }

  /** Where the library has no place beside the stage, its page is shown first. */
  async #search(): Promise<void> {
    const panel = this.renderRoot.querySelector<TakesPanel>('takes-panel');
    if (panel === null || (await panel.search())) return;
    this.app?.route.go('takes');
    // The address changes a little later.
    requestAnimationFrame(() => void panel.search());
  }

  /** Does something with an element, whose code is loaded when it is first needed. */
  async #with<Part extends Element>(
    name: string,
    code: Promise<unknown>,
    work?: (part: Part) => unknown,
  ): Promise<void> {
    try {
      await code;
      if (this.#missing.delete(name) && this.#missing.size === 0)
        this.app?.notices.dismiss('error-code-missing');
      await work?.(this.renderRoot.querySelector<Part>(name)!);
    } catch (error) {
      this.#missing.add(name);
      this.app?.notices.failWith(error, 'code-missing');
    }
  }

  /** The code for opened files is loaded when the first file is opened or dragged over the page. */
  #open(work?: (opened: OpenedFiles) => unknown): void {
    void this.#with('opened-files', import('../convert/opened-files.ts'), work);
  }

  #bar(): TopBar | null {
    return this.renderRoot.querySelector('top-bar');
  }
}

customElements.define('capstan-app', CapstanApp);
