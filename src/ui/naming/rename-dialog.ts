import { html, LitElement, nothing } from 'lit';
import type { ExpectedName, NameRequest } from '../../engine/takes/names/naming.ts';
import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take } from '../../engine/takes/take.ts';
import { controls, dialogStyle } from '../kit/controls-style.ts';
import { focusedElement } from '../kit/focus-keeper.ts';
import { composes } from '../kit/free-key.ts';
import { Watch } from '../kit/watch.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import { cancel, undo } from '../words/common.ts';
import * as words from '../words/later/naming.ts';
import type { SchemeField } from './scheme-field.ts';
import { namesBack } from './names-back.ts';
import { renamePreview, renamePreviewStyle } from './rename-preview.ts';
import { schemeProblem } from './scheme-text.ts';
import './scheme-field.ts';

/** The parts of the app that this dialog uses. */
export interface RenameApp {
  readonly recorder: { readonly takes: Pick<TakeLibrary, 'names' | 'renameAll'> };
  readonly takes: TakesModel;
  readonly notices: NoticesModel;
  readonly settings: SettingsModel;
}

const TOKENS = ['{name}', '{n:03}', '{date}', '{time}', '{speaker}', '{marker}'];

/** Renames several takes by a scheme. Its code is loaded when it is first asked for. */
export class RenameDialog extends LitElement {
  static override properties = {
    app: { attribute: false },
    takes: { state: true },
    scheme: { state: true },
    done: { state: true },
  };
  static override styles = [controls, dialogStyle, renamePreviewStyle];

  declare app: RenameApp;
  declare takes: readonly Take[];
  declare scheme: string;
  /** How many were renamed so far; undefined while nothing is renamed. */
  declare done: number | undefined;
  #opener: HTMLElement | undefined;

  constructor() {
    super();
    this.takes = [];
    this.scheme = '{name}_{n:02}';
    new Watch(this, () => [this.app.takes]);
  }

  /** Another tab may have deleted takes. While they are renamed, they stay. */
  override willUpdate(): void {
    if (this.done !== undefined || this.takes.length === 0) return;
    this.takes = this.app.takes.findAll(this.takes.map(({ id }) => id));
    if (this.takes.length === 0) this.#dialog().close();
  }

  /** Asks for the names of these takes, which are numbered in this order. */
  async show(takes: readonly Take[]): Promise<void> {
    if (takes.length === 0 || this.done !== undefined) return;
    this.takes = takes;
    this.#opener = focusedElement();
    await this.updateComplete;
    const dialog = this.#dialog();
    if (!dialog.open) dialog.showModal();
    await this.#field().updateComplete;
    this.#field().focus();
  }

  override render() {
    const busy = this.done !== undefined;
    return html`<dialog
      aria-labelledby="title"
      @cancel=${(event: Event) => busy && event.preventDefault()}
      @close=${() => this.#stay()}
    >
      <h2 id="title">${words.renameTakes(this.takes.length)}</h2>
      <form @submit=${(event: SubmitEvent) => void this.#submit(event)}>
        <scheme-field
          .tokens=${TOKENS}
          .value=${this.scheme}
          @scheme=${(event: Event) => (this.scheme = (event.target as SchemeField).value)}
          @keydown=${submitByEnter}
        ></scheme-field>
        ${this.takes.length > 0 ? renamePreview(this.takes, this.#expected()) : nothing}
        ${
          busy
            ? html`<progress
                aria-label=${words.renaming}
                max=${this.takes.length}
                .value=${this.done}
              ></progress>`
            : nothing
        }
        <div class="answers">
          <button type="button" ?disabled=${busy} @click=${() => this.#dialog().close()}>${cancel}</button>
          <button class="primary" ?disabled=${busy}>${words.rename}</button>
        </div>
      </form>
    </dialog>`;
  }

  /** A browser lets nobody keep Escape from closing a dialog when it is pressed twice. */
  #stay(): void {
    if (this.done !== undefined) this.#dialog().showModal();
  }

  /** Without a scheme no take would get another name: why, is told at the field. */
  #expected(): readonly ExpectedName[] {
    if (schemeProblem(this.scheme) !== undefined) return [];
    return this.app.recorder.takes.names.expected(this.#requests()) ?? [];
  }

  #requests(): NameRequest[] {
    const { speaker } = this.app.settings.value;
    return this.takes.map(({ id, name, spec, markers }) => ({
      id,
      naming: { name, scheme: this.scheme, speaker, marker: markers[0]?.label, at: spec.createdAt },
    }));
  }

  async #submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (this.done !== undefined) return;
    if (this.#field().problem !== undefined) return this.#field().focus();
    const { takes } = this;
    this.done = 0;
    const renamed = await this.#rename(this.#requests(), (done) => (this.done = done));
    this.done = undefined;
    this.#dialog().close();
    if (renamed.size === 0) return;
    this.app.notices.mention('renamed', words.takesRenamed(renamed.size), {
      action: {
        label: undo,
        run: () => {
          const focused = focusedElement();
          this.app.notices.dismiss('renamed');
          // The button that had the focus goes.
          if (focused !== undefined) this.#opener?.focus();
          const back = namesBack(takes, renamed, (id) => this.app.takes.find(id));
          // The dialog may rename others by now, whose progress it shows.
          void this.#rename(back, () => {});
        },
      },
    });
  }

  /** Resolves to the new names, by id, of those that have one. The others are told with the first error. */
  async #rename(
    requests: readonly NameRequest[],
    onDone: (done: number) => void,
  ): Promise<ReadonlyMap<string, string>> {
    const { recorder, takes, notices } = this.app;
    try {
      const all = await recorder.takes.renameAll(requests, onDone);
      const failed = all.filter(({ error }) => error !== undefined);
      const about = failed.map(({ name }) => name).join(', ');
      if (failed[0] !== undefined) notices.failWith(failed[0].error, 'storage-failed', about);
      return new Map(all.filter(({ error }) => error === undefined).map(({ id, name }) => [id, name]));
    } catch (error) {
      notices.failWith(error, 'storage-failed');
      return new Map();
    } finally {
      await takes.refresh();
    }
  }

  #field(): SchemeField {
    return this.renderRoot.querySelector('scheme-field')!;
  }

  #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }
}

/** The field of the scheme is in another tree than its form, so that the browser does not do this by itself. */
function submitByEnter(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || composes(event) || event.repeat) return;
  if (!(event.composedPath()[0] instanceof HTMLInputElement)) return;
  event.preventDefault();
  (event.currentTarget as HTMLElement).closest('form')?.requestSubmit();
}

customElements.define('rename-dialog', RenameDialog);
