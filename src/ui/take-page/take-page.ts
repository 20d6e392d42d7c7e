import { html, LitElement, nothing } from 'lit';
import type { Take } from '../../engine/takes/take.ts';
import { isLoss } from '../../shared/take/ledger.ts';
import { JOURNAL_NAME, journalShape } from '../../shared/take/take-events.ts';
import { ClosePeaks } from '../editor/close-peaks.ts';
import type { MoveMarkEvent } from '../editor/wave-editor.ts';
import type { ExportApp } from '../export/export-dialog.ts';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { isKeyTaken } from '../kit/free-key.ts';
import { Watch } from '../kit/watch.ts';
import type { PeaksModel } from '../library/peaks-model.ts';
import type { PlayerModel } from '../player/player-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { RecoveryChoiceApp } from '../takes/recovery-choice.ts';
import { positionText } from '../text/time-text.ts';
import type { PeakSource, SeekEvent } from '../waveform/peak-source.ts';
import { LoudnessModel } from './loudness-model.ts';
import { placeText } from './place-text.ts';
import { playableFile } from './playable-file.ts';
import { TakeDesk } from './take-desk.ts';
import { pressOnTake } from './take-keys.ts';
import { takePageStyle } from './take-page-style.ts';
import '../convert/job-bar.ts';
import '../editor/wave-editor.ts';
import '../waveform/wave-overview.ts';
import './details-sheet.ts';
import './play-controls.ts';
import './take-tiles.ts';

/** The parts of the app that this component uses. */
export interface TakePageApp extends ExportApp, RecoveryChoiceApp {
  readonly player: PlayerModel;
  readonly peaks: PeaksModel;
  readonly settings: SettingsModel;
  readonly exportTakes: (takes: readonly Take[]) => void;
}

/** The page of one take: its name, its waveform, what can be done with it, and its details. */
export class TakePage extends LitElement {
  static override properties = {
    app: { attribute: false },
    takeId: {},
    details: { state: true },
  };
  static override styles = [controls, takePageStyle];

  declare app: TakePageApp;
  declare takeId: string;
  /** Whether the details are shown. */
  declare details: boolean;
  #desk: TakeDesk | undefined;
  #peaks: PeakSource | undefined;
  #source: PeakSource | undefined;

  readonly #loudness = new LoudnessModel(async (take, signal, onProgress) => {
    const { measureLoudness } = await import('../../engine/peaks/measure-loudness.ts');
    const journal = await this.app.recorder.takes.read(take.id, JOURNAL_NAME);
    return measureLoudness(journal, take.frames, signal, onProgress);
  });
  readonly #listen = (event: KeyboardEvent) => this.#press(event);

  constructor() {
    super();
    this.details = false;
    // A question that was answered is gone.
    new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>('#details')?.focus());
    new Watch(this, () => [
      this.app.takes,
      this.app.jobs,
      this.app.peaks,
      ...(this.#desk === undefined ? [] : [this.#desk]),
    ]);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // Before the keys of the whole page, of which Space and Escape mean something else here.
    document.addEventListener('keydown', this.#listen, { capture: true });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#listen, { capture: true });
    this.#leave();
  }

  /** What is watched depends on the desk, so it is made first. */
  override willUpdate(): void {
    const take = this.app.takes.find(this.takeId);
    if (take === undefined) this.#leave();
    else this.#prepare(take);
  }

  override render() {
    const { takes } = this.app;
    if (takes.all === undefined) return nothing;
    const take = takes.find(this.takeId);
    const desk = this.#desk;
    if (take === undefined || desk === undefined)
      return html`<section aria-label="Take">
        <p class="gone">This take is not in the list: it is being finished, or it was deleted.</p>
      </section>`;
    return html`<section aria-label="Take" class=${this.details ? 'with-details' : ''}>
      <div class="main">
        ${this.#header(take)} ${this.#offer(take)} ${this.#job(take)} ${this.#waves(take, desk)}
        <play-controls .desk=${desk} .player=${this.app.player}></play-controls>
        ${this.#tiles(take, desk)}
      </div>
      ${this.details ? this.#details(take) : nothing}
    </section>`;
  }

  /** The take's desk, and what its waveform is drawn from: new ones for another take. */
  #prepare(take: Take): void {
    if (this.#desk?.take.id !== take.id) {
      this.#desk?.leave();
      this.#desk = new TakeDesk(this.app.player, take);
    } else this.#desk.setTake(take);
    const peaks = this.app.peaks.of(take);
    if (peaks !== this.#peaks) {
      this.#peaks = peaks;
      this.#source = peaks && this.#closer(take, peaks);
    }
  }

  #leave(): void {
    this.#desk?.leave();
    this.#desk = undefined;
    this.#loudness.leave();
  }

  #closer(take: Take, peaks: PeakSource): PeakSource {
    if (!hasJournal(take)) return peaks;
    const { takes } = this.app.recorder;
    return new ClosePeaks(peaks, journalShape(take.spec), () => takes.read(take.id, JOURNAL_NAME));
  }

  #header(take: Take) {
    return html`<header>
      <h2 class="spoken">${take.name}</h2>
      <input
        class="name"
        type="text"
        aria-label="Name of the take"
        title=${take.name}
        maxlength="200"
        autocomplete="off"
        .value=${take.name}
        @change=${(event: Event) => this.#rename(take, event.target as HTMLInputElement)}
        @keydown=${(event: KeyboardEvent) => nameKey(take, event)}
      />
      <div class="buttons">
        <button id="details" aria-expanded=${this.details} @click=${() => (this.details = !this.details)}>
          Details
        </button>
        <button class="primary" @click=${() => this.app.exportTakes([take])}>Export…</button>
      </div>
    </header>`;
  }

  #rename(take: Take, field: HTMLInputElement): void {
    const name = field.value.trim();
    if (name === '') field.value = take.name;
    else if (name !== take.name) void this.app.takes.rename(take, name);
  }

  #offer(take: Take) {
    if (take.brokeOff === undefined || this.app.jobs.of(take.id) !== undefined) return nothing;
    // Rare, so its code is loaded with the first. Without it the take can still be exported.
    import('../takes/recovery-choice.ts').catch(() => {});
    const words =
      take.brokeOff === 'recording'
        ? `Interrupted at ${positionText(take.durationSeconds)}`
        : 'The encoder was cut off. The recording itself is whole.';
    return html`<div class="offer">
      <p>${words}</p>
      <recovery-choice .app=${this.app} .take=${take}></recovery-choice>
    </div>`;
  }

  #job(take: Take) {
    const job = this.app.jobs.of(take.id);
    return job === undefined ? nothing : html`<job-bar .job=${job}></job-bar>`;
  }

  #waves(take: Take, desk: TakeDesk) {
    const { sampleRate } = take.spec;
    const { view } = desk;
    const marks = take.markers;
    const lost = take.gaps
      .filter(({ kind }) => isLoss(kind))
      .map(({ frame, frames, filled }) => ({ frame, frames: filled === true ? frames : 0 }));
    return html`<wave-overview
        label="Whole take"
        .source=${this.#peaks}
        .sampleRate=${sampleRate}
        .playhead=${view.playhead}
        .view=${view.whole ? undefined : view.shown}
        .marks=${marks}
        .lost=${lost}
        @seek=${({ detail }: SeekEvent) => desk.seek(detail.frame)}
      ></wave-overview>
      <wave-editor
        .source=${this.#source}
        .view=${view}
        .sampleRate=${sampleRate}
        .marks=${marks.map(({ frame, label }, index) => ({ frame, text: label === '' ? String(index + 1) : label }))}
        .lost=${lost}
        .place=${placeText(view.playhead, view.frames, sampleRate, marks)}
        .position=${() => desk.position}
        .running=${desk.playing}
        @seek=${({ detail }: SeekEvent) => desk.seek(detail.frame)}
        @move-mark=${({ detail }: MoveMarkEvent) => desk.seek(detail.frame)}
      ></wave-editor>`;
  }

  #tiles(take: Take, desk: TakeDesk) {
    if (hasJournal(take)) this.#loudness.show(take, `${take.id} ${take.frames}`);
    return html`<take-tiles
      .take=${take}
      .seconds=${desk.view.frames / take.spec.sampleRate}
      .loudness=${this.#loudness}
    ></take-tiles>`;
  }

  #details(take: Take) {
    return html`<details-sheet
      .take=${take}
      @hear=${({ detail }: CustomEvent<{ from: number; until: number }>) =>
        void this.app.player.play(take, { file: playableFile(take)?.file, ...detail })}
      @close=${() => this.#closeDetails()}
    ></details-sheet>`;
  }

  #closeDetails(): void {
    this.details = false;
    this.renderRoot.querySelector<HTMLElement>('#details')?.focus();
  }

  #press(event: KeyboardEvent): void {
    const desk = this.#desk;
    if (desk === undefined || this.app.recording.settled || isKeyTaken(event) || isInLibrary(event)) return;
    const { singleKeys } = this.app.settings.value;
    const commands = { toMark: (direction: -1 | 1) => toMark(desk, direction) };
    // A key that is held down steps on, but does not start and stop.
    const acted = event.repeat && event.key === ' ' ? true : pressOnTake(event, desk, commands, singleKeys);
    if (!acted) return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function hasJournal({ spec, files }: Take): boolean {
  return spec.source === 'microphone' && files.some(({ file }) => file === JOURNAL_NAME);
}

/** The list of takes has its own keys. */
function isInLibrary(event: KeyboardEvent): boolean {
  return event.composedPath().some((node) => node instanceof Element && node.localName === 'takes-panel');
}

/** Goes to the marker before or after the playhead. */
function toMark(desk: TakeDesk, direction: -1 | 1): void {
  const at = desk.position;
  const frames = desk.take.markers.map(({ frame }) => frame).sort((a, b) => a - b);
  const frame = direction > 0 ? frames.find((frame) => frame > at) : frames.findLast((frame) => frame < at);
  if (frame !== undefined) desk.seek(frame);
}

function nameKey(take: Take, event: KeyboardEvent): void {
  const field = event.target as HTMLInputElement;
  if (event.key !== 'Enter' && event.key !== 'Escape') return;
  event.preventDefault();
  event.stopPropagation();
  if (event.key === 'Escape') field.value = take.name;
  field.blur();
}

customElements.define('take-page', TakePage);
