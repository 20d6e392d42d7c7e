import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { Take } from '../../engine/takes/take.ts';
import { JOURNAL_NAME } from '../../shared/take/take-events.ts';
import { makePeaksAtOnce } from '../editor/peaks-at-once.ts';
import { TakePicture } from '../editor/take-picture.ts';
import { toldEdits } from '../editor/told-edits.ts';
import type { MoveMarkEvent, WaveEditor } from '../editor/wave-editor.ts';
import type { ExportApp } from '../export/export-dialog.ts';
import { controls } from '../kit/controls-style.ts';
import { FocusKeeper } from '../kit/focus-keeper.ts';
import { Watch } from '../kit/watch.ts';
import type { PeaksModel } from '../library/peaks-model.ts';
import { offerMarker } from '../notices/offer-marker.ts';
import { sameSound } from '../player/current-file.ts';
import type { PlayerModel } from '../player/player-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { RecoveryChoiceApp } from '../takes/recovery-choice.ts';
import { goneTake } from '../takes/gone-take.ts';
import { splittingFor, type SplittingApp } from '../takes/splitting.ts';
import type { PeakSource, SeekEvent } from '../waveform/peak-source.ts';
import { LoudnessModel } from '../take-facts/loudness-model.ts';
import { measureTake } from '../take-facts/take-loudness.ts';
import { takeOffer } from '../take-facts/take-offer.ts';
import * as words from '../words/later/take-page.ts';
import { placeText } from './take-times.ts';
import { hasJournal } from './playable-file.ts';
import { TakeDesk, type HeardSpan } from './take-desk.ts';
import type { TakeHeading } from './take-heading.ts';
import { TakeEditor } from './take-editor.ts';
import { EnteredFocus, finishTyping, pressOnPage, type EnteredPage } from './take-keys.ts';
import { takePageStyle } from './take-page-style.ts';
import '../convert/job-bar.ts';
import '../editor/wave-editor.ts';
import '../waveform/wave-overview.ts';
import '../take-facts/details-sheet.ts';
import './edit-controls.ts';
import './marker-table.ts';
import './play-controls.ts';
import './take-heading.ts';
import '../take-facts/take-tiles.ts';

/** The parts of the app that this component uses. */
export interface TakePageApp extends ExportApp, RecoveryChoiceApp, SplittingApp {
  readonly route: RecoveryChoiceApp['route'] & SplittingApp['route'] & EnteredPage['app']['route'];
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
  #editor: TakeEditor | undefined;
  readonly #picture = new TakePicture(({ id }) => this.app.recorder.takes.read(id, JOURNAL_NAME));
  #source: PeakSource | undefined;

  readonly #loudness = new LoudnessModel((take, signal, onProgress) =>
    measureTake(this.app.recorder.takes, take, signal, onProgress),
  );
  readonly #listen = (event: KeyboardEvent) => this.#press(event);
  readonly #focusWaveform = () => this.renderRoot.querySelector<WaveEditor>('wave-editor')?.focus();

  constructor() {
    super();
    this.details = false;
    // A question that was answered is gone.
    new FocusKeeper(this, () => this.renderRoot.querySelector<HTMLElement>('take-heading')?.focus());
    new EnteredFocus(this);
    new Watch(this, () => [
      this.app.takes,
      this.app.jobs,
      this.app.recording,
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
  override willUpdate(changed: PropertyValues): void {
    // A page that was left is drawn once more. A desk made now would never be left.
    if (!this.isConnected) return;
    // What is being typed is the other take's, which the fields still belong to.
    if (changed.has('takeId') && this.shadowRoot?.activeElement) finishTyping();
    const take = this.app.takes.find(this.takeId);
    if (take === undefined) this.#leave();
    else this.#prepare(take);
  }

  override render() {
    const { takes } = this.app;
    if (takes.all === undefined || !this.isConnected) return nothing;
    const take = takes.find(this.takeId);
    const desk = this.#desk;
    const editor = this.#editor;
    if (take === undefined || desk === undefined || editor === undefined)
      return html`<section aria-label=${words.page}>${goneTake(takes, this.takeId)}</section>`;
    return html`<section aria-label=${words.page} class=${this.details ? 'with-details' : ''}>
      <div class="main">
        ${this.#heading(take, desk, editor)} ${takeOffer(this.app, take)} ${this.#waves(take, desk, editor)}
        <play-controls .desk=${desk} .player=${this.app.player} @leave=${this.#focusWaveform}>
          <edit-controls
            .desk=${desk}
            .editor=${editor}
            .held=${editor.held}
            .splitBar=${editor.splitBar}
            @leave=${this.#focusWaveform}
          ></edit-controls>
        </play-controls>
        ${editor.empty ? html`<p class="small">${words.allCut}</p>` : nothing} ${this.#job(take)}
        ${this.#tiles(take, desk, editor)} ${this.#markers(desk, editor)}
      </div>
      ${this.details ? this.#details(take, editor) : nothing}
    </section>`;
  }

  /** The take's desk, and what its waveform is drawn from: new ones for another take. */
  #prepare(take: Take): void {
    const before = this.#desk?.take;
    if (this.#desk === undefined || before?.id !== take.id) {
      this.#desk?.leave();
      this.#desk = new TakeDesk(this.app.player, take);
      this.#editor = this.#editorOf(this.#desk);
    }
    const editor = this.#editor!;
    const shown = () => (hasJournal(take) ? editor.segments : undefined);
    this.#desk.setTake(take, shown);
    // Edited here, edited or continued in another tab, or while this page was left, of which only the player tells.
    // What another tab records is not played: once it is free again, the player tells which sound it has.
    const heard = before?.id === take.id && !before.inUse ? before : this.app.player.take;
    if (heard?.id === take.id && !take.inUse && !sameSound(take, heard)) void this.#desk.soundChanged();
    this.#source = this.#picture.of(take, this.app.peaks.of(take), shown());
    this.#desk.setSource(this.#source);
    if (this.#source === undefined && take !== before)
      void makePeaksAtOnce(this.app.peaks, take, () => this.#desk?.take === take);
  }

  #editorOf(desk: TakeDesk): TakeEditor {
    return new TakeEditor({
      edits: toldEdits(this.app.recorder.takes.edits, () => desk.take, this.app.notices),
      change: (action, about) => this.app.takes.change(action, about),
      splitting: splittingFor(this.app),
      offerMarker: (putBack) => offerMarker(this.app.notices, putBack),
      finishTyping,
      redraw: () => this.requestUpdate(),
      desk,
      changed: () => {
        this.requestUpdate();
        return this.updateComplete.then(() => desk.soundChanged());
      },
    });
  }

  #leave(): void {
    this.#desk?.leave();
    this.#desk = undefined;
    this.#loudness.leave();
  }

  #heading(take: Take, desk: TakeDesk, editor: TakeEditor) {
    return html`<take-heading
      .take=${take}
      .desk=${desk}
      .editor=${editor}
      .held=${editor.held}
      .details=${this.details}
      @rename=${({ detail }: CustomEvent<string>) => void this.app.takes.rename(take, detail)}
      @details=${() => (this.details = !this.details)}
      @export=${() => this.app.exportTakes([take])}
      @leave=${this.#focusWaveform}
    ></take-heading>`;
  }

  #job(take: Take) {
    const job = this.app.jobs.of(take.id);
    return job === undefined ? nothing : html`<job-bar .job=${job}></job-bar>`;
  }

  #waves(take: Take, desk: TakeDesk, editor: TakeEditor) {
    const { sampleRate } = take.spec;
    const { view } = desk;
    const { markers } = editor;
    const marks = markers.map(({ shownFrame }) => ({ frame: shownFrame }));
    const chapters = markers
      .filter(({ kind }) => kind === 'chapter')
      .map(({ shownFrame }) => ({ frame: shownFrame }));
    return html`<wave-overview
        label=${words.wholeTake}
        .source=${this.#source}
        .sampleRate=${sampleRate}
        .playhead=${view.playhead}
        .view=${view.whole ? undefined : view.shown}
        .marks=${marks}
        .lost=${editor.losses}
        @seek=${({ detail }: SeekEvent) => desk.seek(detail.frame)}
      ></wave-overview>
      <wave-editor
        .source=${this.#source}
        .view=${view}
        .sampleRate=${sampleRate}
        .marks=${markers.map(({ id, shownFrame, label }, index) => ({
          id,
          frame: shownFrame,
          text: label === '' ? String(index + 1) : label,
        }))}
        .lost=${editor.losses}
        .fixed=${editor.held || !editor.possible}
        .preRollFrames=${hasJournal(take) ? editor.preRollFrames : 0}
        .place=${placeText(view.playhead, view.frames, sampleRate, chapters)}
        .position=${() => desk.position}
        .running=${desk.playing}
        @seek=${({ detail }: SeekEvent) => desk.seek(detail.frame)}
        @move-mark=${({ detail }: MoveMarkEvent) => void editor.moveMark(detail.id, detail.frame)}
      ></wave-editor>`;
  }

  #tiles(take: Take, desk: TakeDesk, editor: TakeEditor) {
    if (hasJournal(take)) this.#loudness.show(take, editor.original);
    // What was measured is another take's.
    else this.#loudness.leave();
    return html`<take-tiles
      .take=${take}
      .seconds=${desk.view.frames / take.spec.sampleRate}
      .edited=${editor.edited && !editor.original}
      .loudness=${this.#loudness}
      .settings=${this.app.settings}
    ></take-tiles>`;
  }

  /** A table for each take: a row keeps what was chosen in it until that is written. */
  #markers(desk: TakeDesk, editor: TakeEditor) {
    return keyed(
      desk,
      html`<marker-table
        .desk=${desk}
        .editor=${editor}
        .held=${editor.held}
        .splitBar=${editor.splitBar}
        .byKey=${this.app.settings.value.singleKeys && !this.app.recording.settled}
        @leave=${this.#focusWaveform}
      ></marker-table>`,
    );
  }

  #details(take: Take, editor: TakeEditor) {
    return html`<details-sheet
      .take=${take}
      @hear=${({ detail }: CustomEvent<HeardSpan>) => void editor.hear(detail)}
      @close=${() => this.#closeDetails()}
    ></details-sheet>`;
  }

  #closeDetails(): void {
    this.details = false;
    this.renderRoot.querySelector<TakeHeading>('take-heading')?.focus();
  }

  #press(event: KeyboardEvent): void {
    const desk = this.#desk;
    if (desk === undefined || !pressOnPage(event, desk, this.#editor!, this.app)) return;
    event.preventDefault();
    event.stopPropagation();
  }
}

customElements.define('take-page', TakePage);
