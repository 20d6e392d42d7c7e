import { html, LitElement, nothing } from 'lit';
import type { TakeLibrary } from '../../engine/takes/take-library.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import type { ConvertFormDetail } from '../convert/convert-form.ts';
import type { Converting } from '../convert/converting.ts';
import { loadConverting } from '../convert/load-converting.ts';
import type { JobsModel } from '../convert/jobs-model.ts';
import { controls, dialogStyle } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { option } from '../kit/format-options.ts';
import { Watch } from '../kit/watch.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { SavingModel } from '../takes/saving-model.ts';
import { fileChoiceText, fileText } from '../takes/take-card-text.ts';
import { isEmpty } from '../takes/whole-file.ts';
import { close } from '../words/common.ts';
import * as words from '../words/later/export.ts';
import { exportDialogStyle } from './export-dialog-style.ts';
import { bestSource, chosenFile, convertAll, downloadAll, EXPORT_JOB, saveAll } from './exporting.ts';
import { canShare, NOT_SHARED, Sharing } from './sharing.ts';
import { ToldHere } from './told-here.ts';
import '../convert/convert-form.ts';
import '../convert/job-bar.ts';

/** The parts of the app that this component uses. */
export interface ExportApp {
  readonly recorder: { readonly takes: TakeLibrary };
  readonly takes: TakesModel;
  readonly jobs: JobsModel;
  readonly saving: SavingModel;
  readonly notices: NoticesModel;
  readonly converting: () => Promise<Converting>;
}

/** Where takes go: shared, saved, downloaded, or converted first. */
export class ExportDialog extends LitElement {
  static override properties = {
    app: { attribute: false },
    ids: { state: true },
    chosen: { state: true },
    form: { state: true },
  };
  static override styles = [controls, dialogStyle, exportDialogStyle];

  declare app: ExportApp;
  /** Of the takes to export. */
  declare ids: readonly string[];
  /** Name of the file to export, of a single take. Undefined: its first. */
  declare chosen: string | undefined;
  /** Whether it asks what to convert to. */
  declare form: boolean;
  #made: Sharing | undefined;
  readonly #told = new ToldHere();

  constructor() {
    super();
    this.ids = [];
    this.form = false;
    new Watch(this, () => [this.app.takes, this.app.jobs, this.app.notices, this.#sharing]);
    new FocusKeeper(this, () =>
      (this.#find('job-bar') ?? this.#find('#share') ?? this.#find('#save') ?? this.#find('#close'))?.focus(),
    );
  }

  /** Asks what becomes of these takes. At least one. */
  async show(takes: readonly Take[]): Promise<void> {
    this.ids = takes.map(({ id }) => id);
    this.#choose(undefined);
    this.form = false;
    await this.updateComplete;
    const dialog = this.#dialog();
    if (dialog.open) return;
    this.#told.begin(this.app.notices);
    this.requestUpdate();
    dialog.showModal();
  }

  override render() {
    const takes = this.#takes();
    const job = this.#job();
    return html`<dialog aria-labelledby="title" @close=${() => this.#closed()}>
      <div class="head">
        <h2 id="title">${titleOf(takes)}</h2>
        <button id="close" class="quiet" @click=${() => this.#dialog().close()}>${close}</button>
      </div>
      ${
        job !== undefined
          ? html`<job-bar .job=${job}></job-bar>`
          : takes.length === 0
            ? html`<p>${words.nothingLeft}</p>`
            : html`${this.#fileChoice(takes)} ${this.#actions(takes)}
              ${this.form ? this.#convertForm(takes) : nothing}`
      }
      ${this.#told.view(this.app.notices, () => this.#dialog().close())}
    </dialog>`;
  }

  #closed(): void {
    this.#sharing.forget();
    this.#told.end();
    this.requestUpdate();
  }

  #fileChoice([take, ...others]: readonly Take[]) {
    if (take === undefined || others.length > 0) return html`<p class="small">${words.firstFiles}</p>`;
    const file = chosenFile(take, this.chosen);
    if (file === undefined) return html`<p class="small">${words.noFile}</p>`;
    if (take.files.length < 2) return html`<p class="small numbers">${fileChoiceText(take, file)}</p>`;
    return html`<div class="field">
      <label for="file">${words.file}</label>
      <select id="file" @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}>
        ${take.files.map((other) => option(other.file, fileChoiceText(take, other), other === file))}
      </select>
    </div>`;
  }

  #actions(takes: readonly Take[]) {
    if (takes.every(({ files }) => files.length === 0)) return nothing;
    const files = this.#files(takes);
    if (files.every(({ take, file }) => isEmpty(take, file)))
      return html`<p>${takes.some(({ frames }) => frames > 0) ? words.allCut : words.noSound}</p>`;
    const share = canShare()
      ? html`<button id="share" class="primary" @click=${() => void this.#sharing.share(files, takes)}>
          ${words.share}
        </button>`
      : nothing;
    const told = this.#sharing.told(files);
    return html`${told === undefined ? nothing : html`<p role="status">${told}</p>`}
      <div class="ways">
        ${share}
        <button id="save" class=${share === nothing ? 'primary' : ''} @click=${() => void this.#save(takes)}>
          ${words.save}
        </button>
        <button @click=${(event: MouseEvent) => this.#onceDownload(event, takes)}>${words.download}</button>
        <button aria-expanded=${this.form} @click=${() => void this.#toggleForm()}>${words.convert}</button>
      </div>`;
  }

  #convertForm(takes: readonly Take[]) {
    const [take] = takes;
    const best = take && bestSource(take);
    const sources =
      takes.length === 1 && take !== undefined
        ? [...take.files].sort((a, b) => Number(b === best) - Number(a === best))
        : [];
    return html`<convert-form
      .sources=${sources.map((file) => ({ file: file.file, label: fileText(take!, file) }))}
      @convert=${(event: CustomEvent<ConvertFormDetail>) => void this.#convert(takes, event.detail)}
      @close=${() => (this.form = false)}
    ></convert-form>`;
  }

  async #toggleForm(): Promise<void> {
    this.form = !this.form;
    await this.updateComplete;
    this.#find('convert-form')?.focus();
  }

  #choose(file: string | undefined): void {
    this.chosen = file;
    this.#sharing.forget();
  }

  async #save(takes: readonly Take[]): Promise<void> {
    this.app.notices.dismiss(NOT_SHARED);
    // Of several takes, those without a file are told.
    if (takes.length > 1) return saveAll(this.app, takes);
    const [only] = this.#files(takes);
    if (only !== undefined) await this.app.saving.save(only.take, only.file);
  }

  /** A download may be over before the second click of a double click, which would make another one. */
  #onceDownload({ detail }: MouseEvent, takes: readonly Take[]): void {
    if (detail < 2) void this.#download(takes);
  }

  async #download(takes: readonly Take[]): Promise<void> {
    this.app.notices.dismiss(NOT_SHARED);
    if (takes.length > 1) return downloadAll(this.app, takes);
    const [only] = this.#files(takes);
    if (only !== undefined) await this.app.saving.download(only.take, only.file);
  }

  async #convert(takes: readonly Take[], { file, ...target }: ConvertFormDetail): Promise<void> {
    this.form = false;
    const [take, ...others] = takes;
    if (take === undefined) return;
    if (others.length > 0) return convertAll(this.app, takes, target);
    const source = chosenFile(take, file);
    if (source === undefined) return;
    const made = await (await loadConverting(this.app))?.take(take, source, target);
    // The next step is most likely to save it.
    if (made !== undefined && this.ids.includes(take.id)) this.#choose(made.file);
  }

  /** The takes that are still there, as they are now. */
  #takes(): readonly Take[] {
    return this.app.takes.findAll(this.ids);
  }

  #files(takes: readonly Take[]): { readonly take: Take; readonly file: TakeFile }[] {
    const chosen = takes.length === 1 ? this.chosen : undefined;
    return takes.flatMap((take) => {
      const file = chosenFile(take, chosen);
      return file === undefined ? [] : [{ take, file }];
    });
  }

  #job() {
    const [only, ...others] = this.ids;
    const own = only !== undefined && others.length === 0 ? this.app.jobs.of(only) : undefined;
    return own ?? this.app.jobs.of(EXPORT_JOB);
  }

  /** The app is known only after the constructor. */
  get #sharing(): Sharing {
    return (this.#made ??= new Sharing(this.app));
  }

  #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }
}

function titleOf(takes: readonly Take[]): string {
  const [only, ...others] = takes;
  if (only === undefined) return words.exportNone;
  return others.length === 0 ? words.exportOne(only.name) : words.exportSeveral(takes.length);
}

customElements.define('export-dialog', ExportDialog);
