import type { Recorder } from '../../engine/record/recorder.ts';
import type { RecorderState } from '../../engine/record/recorder-state.ts';
import type { Take } from '../../engine/takes/take.ts';
import { fromErrorRecord, type CapstanError } from '../../shared/base/errors.ts';
import { isLoss, type Gap } from '../../shared/take/ledger.ts';
import { Model } from '../kit/model.ts';
import * as words from '../words/notices.ts';
import { HealthModel } from './health-model.ts';
import type { NoticesModel, ToastAction } from './notices-model.ts';
import type * as SourceNotices from './source-notices.ts';

/** What the person can do with a take that was just finished. */
export interface TakeOffers {
  readonly play: (take: Take) => void;
  /** Resolves to false if the take could not be continued. */
  readonly continue: (take: Take) => Promise<boolean>;
  /** Whether another take is in progress, or about to begin. */
  readonly settled: () => boolean;
}

/** A loss may be placed better later. */
const SAME_PLACE_SECONDS = 1;

/** Reports what happens to the take being recorded: as notices, and as text for screen readers. */
export class RecordingNews extends Model {
  readonly health = new HealthModel();
  readonly #recorder: Pick<Recorder, 'on' | 'state' | 'elapsedSeconds' | 'levels'>;
  readonly #notices: NoticesModel;
  readonly #offers: TakeOffers;
  /** Takes of which nothing is told when they end. */
  readonly #untold = new Set<string>();
  /** The gap without a microphone was already reported with its reason. */
  #sourceTold = false;
  /** The places of each open take's losses that were reported, or were there before it was continued. */
  readonly #told = new Map<string, number[]>();
  #kind: RecorderState['kind'] = 'idle';
  #spoken = '';

  constructor(
    recorder: Pick<Recorder, 'on' | 'state' | 'elapsedSeconds' | 'levels'>,
    notices: NoticesModel,
    offers: TakeOffers,
  ) {
    super();
    this.#offers = offers;
    this.#recorder = recorder;
    this.#notices = notices;
    recorder.on('state', (state) => this.#entered(state));
    recorder.on('error', (error) => this.#failed(error));
    recorder.on('source', (event) => {
      this.#sourceTold = true;
      void this.#say((texts) => texts.tellSource(event, notices));
    });
    recorder.on('sound', (warning) => void this.#say((texts) => texts.tellSound(warning, notices)));
    recorder.on('encodingDeferred', (error) => notices.fail(error, words.encodingDeferred));
    recorder.on('gap', (gap) => this.#missing(gap));
    recorder.on('take', (take) => this.#finished(take));
  }

  /** Text for screen readers. Short during a take, because the microphone picks it up. */
  get spoken(): string {
    return this.#spoken;
  }

  /**
   * Call when a take is about to begin. Removes what was reported about the last one.
   * @param continued the take that is continued: what it lacks is known
   */
  clearTake(continued?: Take): void {
    this.#notices.clearTake();
    this.health.clear();
    this.#sourceTold = false;
    if (continued === undefined) return;
    const { id, gaps, spec } = continued;
    this.#told.set(
      id,
      gaps.map(({ frame }) => frame),
    );
    for (const gap of gaps) this.health.add(gap, spec.sampleRate);
  }

  /** The person does not want this take: its end is not told. */
  leaveUntold(takeId: string): void {
    this.#untold.add(takeId);
  }

  #entered({ kind }: RecorderState): void {
    const before = this.#kind;
    this.#kind = kind;
    // The same state is emitted again when its source changes.
    if (kind === before) return;
    if (kind === 'armed') this.#notices.dismiss('standby-lost');
    if (kind === 'recording')
      void this.#say(({ SPOKEN, watchClipping }) => {
        this.#speak(before === 'paused' ? SPOKEN.again() : SPOKEN.begun());
        if (before !== 'paused') watchClipping(this.#recorder, this.#notices);
      });
    if (kind === 'paused') {
      const seconds = this.#recorder.elapsedSeconds();
      void this.#say(({ SPOKEN }) => this.#speak(SPOKEN.paused(seconds)));
    }
  }

  #failed(error: CapstanError): void {
    const notices = this.#notices;
    notices.dismiss('source');
    // The microphone was only on standby, so no take ends with it.
    if (error.code === 'mic-lost' && this.#recorder.state.kind === 'armed')
      void this.#say((texts) => texts.tellClosed(notices));
    else notices.fail(error);
  }

  #missing(gap: Gap): void {
    const { state } = this.#recorder;
    if (!('takeId' in state)) return;
    const { sampleRate } = state.source;
    this.health.add(gap, sampleRate);
    if (!isLoss(gap.kind)) return;
    this.#told.set(state.takeId, [...(this.#told.get(state.takeId) ?? []), gap.frame]);
    if (gap.kind === 'source' && (this.#sourceTold || state.kind !== 'stopping')) return;
    void this.#say((texts) => texts.tellGap(gap, sampleRate, this.#notices));
  }

  #finished(take: Take): void {
    if (this.#untold.delete(take.id)) return;
    const notices = this.#notices;
    // What is found missing as late as this is told now. A lost microphone and a full disk are told by themselves.
    const told = this.#told.get(take.id) ?? [];
    this.#told.delete(take.id);
    const late = take.gaps.filter(
      ({ kind, frame }) =>
        isLoss(kind) &&
        kind !== 'source' &&
        kind !== 'storage' &&
        kind !== 'cut-off' &&
        !told.some((place) => Math.abs(place - frame) <= SAME_PLACE_SECONDS * take.spec.sampleRate),
    );
    void this.#say((texts) => {
      for (const gap of late) texts.tellGap(gap, take.spec.sampleRate, notices);
      texts.tellFinished(take, notices, this.#offersFor(take));
      // The microphone of the next take, also of one about to begin, would pick it up.
      if (!this.#offers.settled()) this.#speak(texts.SPOKEN.stopped(take.durationSeconds, take.name));
    });
    if (take.encodeError !== undefined) notices.fail(fromErrorRecord(take.encodeError), take.name);
  }

  /** A take cannot go on while another one is recorded, or where the disk took no more. One without sound has nothing. */
  #offersFor(take: Take): readonly ToastAction[] {
    if (take.frames === 0) return [];
    const mayGoOn = !this.#offers.settled() && !take.gaps.some((gap) => gap.kind === 'storage');
    return [
      { label: words.play, run: () => this.#offers.play(take) },
      ...(mayGoOn ? [{ label: words.goOn, run: () => void this.#continue(take) }] : []),
    ];
  }

  /** What could not be continued now may be continued later, so it is offered again. */
  async #continue(take: Take): Promise<void> {
    if (await this.#offers.continue(take)) return;
    await this.#say((texts) => texts.tellFinished(take, this.#notices, this.#offersFor(take)));
  }

  /** The texts are rarely needed and are loaded with their first use. */
  async #say(tell: (texts: typeof SourceNotices) => void): Promise<void> {
    try {
      tell(await import('./source-notices.ts'));
    } catch (error) {
      this.#notices.failWith(error, 'code-missing');
    }
  }

  #speak(text: string): void {
    // The same words are spoken again only if the text changes, see the toast.
    this.#spoken = text === this.#spoken ? `${text}\u00a0` : text;
    this.changed();
  }
}
