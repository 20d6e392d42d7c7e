import { html, LitElement, nothing } from 'lit';
import type { JobsModel } from '../convert/jobs-model.ts';
import type { SavingModel } from './saving-model.ts';
import type { PeaksModel } from '../library/peaks-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { RecoveryChoiceApp } from './recovery-choice.ts';
import { JOURNAL_NAME } from '../../shared/take/take-events.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import type { ConvertFormDetail } from '../convert/convert-form.ts';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { option } from '../kit/format-options.ts';
import { closeIcon, moreIcon, playIcon } from '../kit/icons.ts';
import { healthText, healthTone } from '../text/health-text.ts';
import { bytesText, rateText } from '../text/number-text.ts';
import type { PlayerModel } from '../player/player-model.ts';
import { takeCardStyle } from './take-card-style.ts';
import { fileChoiceText, fileText, takeHealth, uncertainText } from './take-card-text.ts';
import { lengthText } from '../text/time-text.ts';
import { Watch } from '../kit/watch.ts';
import '../convert/job-bar.ts';
import './take-history.ts';
import type { TakeName } from './take-name.ts';
import './take-name.ts';
import './take-thumb.ts';

const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** The badge and text of a take that was not simply recorded, stopped and encoded. */
function stateWords({ state, inUse, brokeOff }: Take): { badge: string; words: string } | undefined {
  if (state === 'recovered')
    return {
      badge: 'Recovered',
      words: 'This recording was interrupted. All that was written up to there is kept.',
    };
  if (state === 'interrupted')
    return inUse
      ? {
          badge: 'In another tab',
          words: 'Another tab is recording this take. What is written so far can be played and saved.',
        }
      : {
          badge: 'Not stopped',
          words: 'This recording was interrupted and cannot be repaired now. Reload the page to try again.',
        };
  if (brokeOff === 'encoding')
    return { badge: 'Not encoded', words: 'The encoder was cut off. The recording itself is whole.' };
  return undefined;
}

/** The parts of the app that this component uses. */
export interface TakeCardApp extends RecoveryChoiceApp {
  readonly jobs: JobsModel;
  readonly saving: SavingModel;
  readonly notices: NoticesModel;
  readonly settings: SettingsModel;
  readonly peaks: PeaksModel;
  readonly player: PlayerModel;
}

/** One take, with its actions. */
export class TakeCard extends LitElement {
  static override properties = {
    app: { attribute: false },
    take: { attribute: false },
    chosen: { state: true },
    converting: { state: true },
    opened: { state: true },
  };
  static override styles = [controls, takeCardStyle];

  declare app: TakeCardApp;
  declare take: Take;
  /** Name of the file that the buttons act on. Undefined: the first file. */
  declare chosen: string | undefined;
  declare converting: boolean;
  /** Whether the take shows its details and actions. */
  declare opened: boolean;
  /** The button that gets the focus back when its action is over. */
  #pressed = '#convert';

  constructor() {
    super();
    this.converting = false;
    this.opened = false;
    new Watch(this, () => [this.app.jobs, this.app.player]);
    new FocusKeeper(this, (last) => this.#moveFocus(last));
  }

  override render() {
    const { take } = this;
    const file = take.files.find((other) => other.file === this.chosen) ?? take.files[0];
    const job = this.app.jobs.of(take.id);
    const words = stateWords(take);
    return html`
      <article>
        <div class="row">
          ${this.#playButton(file)}
          <div class="what">
            <take-name
              .name=${take.name}
              @rename=${(event: CustomEvent<string>) => void this.app.takes.rename(take, event.detail)}
              @left=${() => this.#find('#rename')?.focus()}
            ></take-name>
            ${this.#facts(file)}
          </div>
          ${words ? html`<span class="badge">${words.badge}</span>` : html`<take-thumb .peaks=${this.app.peaks} .take=${take}></take-thumb>`}
          <button
            class="quiet more"
            aria-label="More for ${take.name}"
            title="More"
            aria-expanded=${this.opened}
            @click=${() => (this.opened = !this.opened)}
          >
            ${moreIcon}
          </button>
        </div>
        ${words && html`<p class="small">${words.words}${uncertainText(take)}</p>`}
        ${job === undefined && take.brokeOff !== undefined ? this.#offer() : nothing}
        ${this.#playing ? this.app.player.element : nothing}
        ${job === undefined ? nothing : html`<job-bar .job=${job}></job-bar>`}
        <div class="opened" ?hidden=${!this.opened}>
          ${this.#origin(file)}
          <take-history .take=${take}></take-history>
          ${job === undefined ? this.#actions(file) : nothing}
        </div>
        ${this.converting && job === undefined ? this.#convertForm() : nothing}
      </article>
    `;
  }

  #offer() {
    // Rare, so it is not part of the first load. If it does not load, the take can still be saved and converted.
    import('./recovery-choice.ts').catch(() => {});
    return html`<recovery-choice .app=${this.app} .take=${this.take}></recovery-choice>`;
  }

  #playButton(file: TakeFile | undefined) {
    const playing = this.#playing;
    const label = playing ? `Close player of ${this.take.name}` : `Play ${this.take.name}`;
    return html`<button
      class="play"
      aria-label=${label}
      title=${playing ? 'Close player' : 'Play'}
      ?disabled=${file === undefined}
      @click=${() => this.#play(file)}
    >
      ${playing ? closeIcon : playIcon}
    </button>`;
  }

  /** The row's second line: length, format, and the take's health if there is anything to say about it. */
  #facts(file: TakeFile | undefined) {
    const { durationSeconds } = this.take;
    const facts = [lengthText(durationSeconds), ...(file === undefined ? [] : [fileText(this.take, file)])];
    const health = takeHealth(this.take);
    const tone = health === undefined ? 'good' : healthTone(health);
    return html`<p class="facts numbers">
      ${facts.map((fact) => html`<span>${fact}</span>`)}${
        health === undefined || tone === 'good'
          ? nothing
          : html`<span class=${tone}>${healthText(health)}</span>`
      }
    </p>`;
  }

  /** When and from what the take was made, and where a copy of it is. */
  #origin(file: TakeFile | undefined) {
    const { spec, savedTo } = this.take;
    const facts = [DATE.format(spec.createdAt), rateText(spec.sampleRate)];
    if (file !== undefined) facts.push(bytesText(file.bytes));
    if (spec.source === 'file') facts.push(`from ${spec.device}`);
    if (savedTo !== undefined) facts.push(`saved to ${savedTo}`);
    return html`<p class="origin numbers">${facts.map((fact) => html`<span>${fact}</span>`)}</p>`;
  }

  #actions(file: TakeFile | undefined) {
    const { take } = this;
    const { saving, takes } = this.app;
    return html`
      <div class="actions">
        ${this.#fileChoice(file)}
        ${
          file === undefined
            ? html`<span class="small">No file</span>`
            : html`
                <button id="save" @click=${() => this.#save(file)}>Save</button>
                <button @click=${() => void saving.download(take, file)}>Download</button>
                <button id="convert" aria-expanded=${this.converting} @click=${() => void this.#toggleForm()}>
                  Convert
                </button>
              `
        }
        <button id="rename" @click=${() => this.#name()?.edit()}>Rename</button>
        <button @click=${() => takes.ask({ take, savedTo: undefined })}>Delete</button>
      </div>
    `;
  }

  #fileChoice(file: TakeFile | undefined) {
    const { files } = this.take;
    if (files.length < 2) return nothing;
    return html`<div class="file">
      <label for="file" class="small">File</label>
      <select id="file" @change=${(event: Event) => this.#choose((event.target as HTMLSelectElement).value)}>
        ${files.map((other) => option(other.file, fileChoiceText(this.take, other), other === file))}
      </select>
    </div>`;
  }

  get #playing(): boolean {
    return this.app.player.take?.id === this.take.id;
  }

  #play(file: TakeFile | undefined): void {
    const { player } = this.app;
    if (this.#playing) player.close();
    else void player.play(this.take, { file: file?.file });
  }

  /** The form's code is loaded with the first conversion. */
  async #toggleForm(): Promise<void> {
    await import('../convert/convert-form.ts');
    this.#pressed = '#convert';
    this.converting = !this.converting;
    await this.updateComplete;
    this.#find('convert-form')?.focus();
  }

  /** The player plays the chosen file too. */
  #choose(file: string): void {
    this.chosen = file;
    if (this.#playing) void this.app.player.play(this.take, { file });
  }

  #save(file: TakeFile): void {
    this.#pressed = '#save';
    void this.app.saving.save(this.take, file);
  }

  #moveFocus(last: Element): void {
    const answered = last.localName === 'recovery-choice' || last.localName === 'audio';
    const target = answered ? '.play' : this.opened ? this.#pressed : '.more';
    (this.#find('job-bar') ?? this.#find(target) ?? this.#find('.play'))?.focus();
  }

  #name(): TakeName | null {
    return this.renderRoot.querySelector('take-name');
  }

  #find(selector: string): HTMLElement | null {
    return this.renderRoot.querySelector<HTMLElement>(selector);
  }

  #convertForm() {
    const { take } = this;
    // The recording itself comes first: converting from a lossy file loses quality twice.
    const files = [...take.files].sort(
      (a, b) => Number(b.file === JOURNAL_NAME) - Number(a.file === JOURNAL_NAME),
    );
    return html`<convert-form
      .sources=${files.map((file) => ({ file: file.file, label: fileText(take, file) }))}
      @convert=${(event: CustomEvent<ConvertFormDetail>) => void this.#convert(event.detail)}
      @close=${() => (this.converting = false)}
    ></convert-form>`;
  }

  async #convert({ file, ...target }: ConvertFormDetail): Promise<void> {
    const source = this.take.files.find((other) => other.file === file);
    if (source === undefined) return;
    const converting = await this.app.converting();
    this.converting = false;
    const made = await converting.take(this.take, source, target);
    if (made !== undefined) this.chosen = made.file;
  }
}

customElements.define('take-card', TakeCard);
