import { css, html, LitElement, nothing } from 'lit';
import type { RecordingModel } from '../record/recording-model.ts';
import type { Converting } from './converting.ts';
import { loadConverting } from './load-converting.ts';
import { READABLE_ENDINGS } from '../../shared/encode/readable-files.ts';
import type { ConvertFormDetail } from './convert-form.ts';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { OPENED_FILE, type Job, type JobsModel } from './jobs-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import * as words from '../words/later/convert.ts';
import './convert-form.ts';

const AUDIO_FILES = ['audio/*', ...READABLE_ENDINGS.map((ending) => `.${ending}`)].join(',');
const MOST_NAMES = 3;

/** The parts of the app that this component uses. */
export interface OpenedFilesApp {
  readonly recording: RecordingModel;
  readonly jobs: JobsModel;
  readonly notices: Pick<NoticesModel, 'failWith'>;
  /** Loads its code with the first conversion. */
  readonly converting: () => Promise<Converting>;
}

/**
 * Opened files. Asks for each in turn what to convert it to. Dispatches `left` when it had the focus and has no element
 * left to focus.
 */
export class OpenedFiles extends LitElement {
  static override properties = {
    app: { attribute: false },
    dragged: { type: Boolean },
    files: { state: true },
    job: { state: true },
  };
  static override styles = [
    controls,
    css`
      .opened {
        display: grid;
        gap: 0.75rem;
        padding: 1rem clamp(1rem, 3cqi, 1.5rem);
        border-block-end: 1px solid var(--line);
        background: var(--surface);
        overflow-wrap: anywhere;
      }

      :host {
        display: contents;
      }

      /* Frames the entire page, because files can be dropped anywhere on it. It covers only a little at the bottom. */
      .drop {
        position: fixed;
        inset: 0;
        z-index: 2;
        display: grid;
        place-items: end center;
        padding: 1.5rem;
        border: 3px dashed var(--ink);
        pointer-events: none;
      }

      .drop p {
        padding: 0.5rem 1.25rem;
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--paper);
        font-weight: 600;
      }
    `,
  ];

  declare app: OpenedFilesApp;
  /** Whether files are being dragged over the page. */
  declare dragged: boolean;
  /** The files that are not converted yet. The form asks about the first. */
  declare files: readonly File[];
  /** The conversion of the first. */
  declare job: Job | undefined;

  constructor() {
    super();
    this.dragged = false;
    this.files = [];
    new FocusKeeper(this, () => this.#moveFocus());
  }

  /** Opens the file picker. */
  async choose(): Promise<void> {
    await this.updateComplete;
    const input = this.renderRoot.querySelector('input')!;
    // So that the same file can be chosen again.
    input.value = '';
    input.click();
  }

  async open(files: readonly File[]): Promise<void> {
    const first = this.files.length === 0;
    this.#waitFor([...this.files, ...files]);
    await this.updateComplete;
    // In a take, and while it is about to begin, the focus stays: Space must pause the take, not open a select.
    if (first && !this.app.recording.settled) this.#form()?.focus();
  }

  override render() {
    return html`
      <input
        type="file"
        accept=${AUDIO_FILES}
        multiple
        hidden
        @change=${(event: Event) => void this.open([...((event.target as HTMLInputElement).files ?? [])])}
      />
      ${this.#view()} ${this.dragged ? html`<div class="drop"><p>${words.dropHere}</p></div>` : nothing}
    `;
  }

  #view() {
    const { job } = this;
    const [next, ...later] = this.files;
    if (job !== undefined)
      return html`<div class="opened"><job-bar .job=${job}></job-bar>${waitingView(later)}</div>`;
    if (next === undefined) return nothing;
    return html`<div class="opened">
      <p><strong>${next.name}</strong></p>
      <convert-form
        .sources=${[{ file: next.name, label: next.name }]}
        @convert=${(event: CustomEvent<ConvertFormDetail>) => void this.#convert(next, event.detail)}
        @close=${() => this.#waitFor(later)}
      ></convert-form>
      ${waitingView(later)}
    </div>`;
  }

  async #convert(file: File, { format, quality }: ConvertFormDetail): Promise<void> {
    const converting = await loadConverting(this.app);
    if (converting === undefined) return;
    // The form was submitted twice before the code was loaded, or cancelled.
    if (this.job !== undefined || !this.files.includes(file)) return;
    const converted = converting.file(file, { format, quality });
    this.job = this.app.jobs.of(OPENED_FILE);
    // If that failed or was cancelled, the form asks about it again.
    if ((await converted) !== undefined) this.#waitFor(this.files.filter((other) => other !== file));
    this.job = undefined;
  }

  /** The page warns before it goes away while files wait: one that was shared is nowhere else. */
  #waitFor(files: readonly File[]): void {
    this.files = files;
    this.app.jobs.waiting = files.length;
  }

  #moveFocus(): void {
    const next = this.renderRoot.querySelector<HTMLElement>('job-bar') ?? this.#form();
    if (next === null) this.dispatchEvent(new Event('left'));
    else next.focus();
  }

  #form(): HTMLElement | null {
    return this.renderRoot.querySelector('convert-form');
  }
}

function waitingView(files: readonly File[]) {
  if (files.length === 0) return nothing;
  // A name that runs from right to left would turn the list around it.
  const names = files.slice(0, MOST_NAMES).map(({ name }) => html`<bdi>${name}</bdi>`);
  return html`<p class="small">${words.waiting(names, files.length - names.length)}</p>`;
}

customElements.define('opened-files', OpenedFiles);
