import type { Take } from '../../engine/takes/take.ts';
import { asCapstanError, CapstanError } from '../../shared/base/errors.ts';
import { Model } from '../kit/model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { currentFile, sameSound } from './current-file.ts';
import type { PlayerState, PlayOptions } from './player-state.ts';
import type { SoundElement, SoundListener } from './sound-element.ts';
import type { JumpPlaces, PlayerSpan } from './player-jumps.ts';
import { playerOf } from '../words/player.ts';

export const SLOWEST = 0.5;
export const FASTEST = 3;

const NOWHERE: JumpPlaces = { loop: undefined, skipped: [], until: undefined };

interface Parts {
  readonly notices: NoticesModel;
  /** Opens a take's file for playing: with its edits, or as it was recorded. */
  readonly open: (take: Take, file: string, original: boolean, signal: AbortSignal) => Promise<File>;
  /** Whether a take may be played now. If not, it tells the person why. */
  readonly mayPlay: () => boolean;
}

/** The one player of the page. While it plays, `position` runs on, and `change` comes about once a second. */
export class PlayerModel extends Model {
  /** Whether silences are to be passed over. Whoever knows where they are sets `skipped`. */
  skipSilence = false;
  readonly #parts: Parts;
  #state: PlayerState = { kind: 'closed' };
  #sound: SoundElement | undefined;
  /** Each opening of a file has another number: an opening that is overtaken by another ends silently. */
  #turn = 0;
  #opening = new AbortController();
  /** Where to begin, sought while the file is being opened. */
  #sought: number | undefined;
  #lastId: string | undefined;
  #rate = 1;
  readonly #places = { ...NOWHERE };
  #second = 0;
  readonly #listener: SoundListener = {
    failed: (reason) => this.#fail(new CapstanError('playback-failed', reason)),
    turned: (paused) => this.#follow(paused),
    ended: () => this.#ended(),
    plays: () => this.#state.kind === 'playing',
    jumps: (to) => this.#jump(to),
    ticked: () => this.#tell(Math.floor(this.position)),
    durationKnown: () => this.changed(),
  };

  constructor(parts: Parts) {
    super();
    this.#parts = parts;
  }

  /** Asked when something is to be played. If it may not, the person is told why. */
  mayPlay(): boolean {
    return this.#parts.mayPlay();
  }

  get state(): PlayerState {
    return this.#state;
  }

  /** Whether it plays, or will once the file is open. */
  get goesOn(): boolean {
    return this.#state.kind === 'playing' || (this.#state.kind === 'loading' && !this.#state.paused);
  }

  /** The take whose file is open. Undefined if the player is closed. */
  get take(): Take | undefined {
    return this.#state.kind === 'closed' ? undefined : this.#state.take;
  }

  /** Id of the take that was played last. Undefined once a recording has begun after it. */
  get lastId(): string | undefined {
    return this.#lastId;
  }

  /** The element that plays, from the first sound on. */
  get element(): HTMLAudioElement | undefined {
    return this.#sound?.audio;
  }

  /** Seconds of the sound that plays; 0 while it is closed. */
  get position(): number {
    return this.#state.kind === 'closed' ? 0 : (this.#sound?.position ?? 0);
  }

  /** Seconds of the sound that plays. 0 until it is known. */
  get duration(): number {
    return this.#state.kind === 'closed' ? 0 : (this.#sound?.duration ?? 0);
  }

  /** As a multiple of real time: 0.5 to 3. The pitch stays. */
  get rate(): number {
    return this.#rate;
  }

  set rate(rate: number) {
    this.#rate = Math.max(SLOWEST, Math.min(FASTEST, rate));
    if (this.#sound !== undefined) this.#sound.rate = this.#rate;
    this.changed();
  }

  /** The part that is repeated. Undefined if none is. It ends when another take or file is opened. */
  get loop(): PlayerSpan | undefined {
    return this.#places.loop;
  }

  set loop(loop: PlayerSpan | undefined) {
    this.#places.loop = loop;
    this.#sound?.arm();
    this.changed();
  }

  /** Parts that are passed over, in order. They end when another take or file is opened. */
  get skipped(): readonly PlayerSpan[] {
    return this.#places.skipped;
  }

  set skipped(skipped: readonly PlayerSpan[]) {
    this.#places.skipped = skipped;
    this.#sound?.arm();
    this.changed();
  }

  /** Plays a take, unless a recording would hear it. A failure is told to the person, and closes the player. */
  async play(
    take: Take,
    { file, from, until, paused = false, anew = false, original = false }: PlayOptions = {},
  ): Promise<void> {
    if (!this.mayPlay()) return;
    const state = this.#state;
    const open = state.kind !== 'closed' && state.take.id === take.id ? state.file : undefined;
    const wanted = file ?? open ?? currentFile(take)?.file;
    if (wanted === undefined) return;
    const changed = state.kind !== 'closed' && (!sameSound(take, state.take) || state.original !== original);
    if (wanted !== open || anew || changed || state.kind === 'loading') {
      if (!(await this.#load(take, wanted, original, paused))) return;
    }
    // Paused, or played on, while it was being opened.
    const waits = this.#state.kind === 'loading' ? this.#state.paused : paused;
    this.#places.until = this.#sought === undefined ? until : undefined;
    const start = this.#sought ?? from;
    if (start !== undefined) this.#place(start);
    this.#sought = undefined;
    if (waits) {
      this.element?.pause();
      this.#enter('paused');
    } else await this.#run();
  }

  pause(): void {
    if (this.#state.kind === 'loading') this.#enter({ ...this.#state, paused: true });
    if (this.#state.kind !== 'playing') return;
    this.element?.pause();
    this.#enter('paused');
  }

  resume(): void {
    if (this.#state.kind === 'loading') this.#enter({ ...this.#state, paused: false });
    if (this.#state.kind !== 'paused' || !this.mayPlay()) return;
    this.#places.until = undefined;
    void this.#run();
  }

  /** Pauses or plays on. @param take what is played if another one is open, or none */
  toggle(take: Take | undefined = this.take): void {
    if (take === undefined) return;
    if (this.take?.id !== take.id) void this.play(take);
    else if (this.goesOn) this.pause();
    // Another tab has edited or continued it.
    else if (!sameSound(take, this.take)) void this.play(take, { from: this.position });
    else this.resume();
  }

  /** @param seconds where it goes on; beyond its ends it is the nearer end */
  seek(seconds: number): void {
    if (this.#state.kind === 'closed') return;
    if (this.#state.kind === 'loading') {
      this.#sought = seconds;
      return;
    }
    this.#places.until = undefined;
    this.#place(seconds);
    this.changed();
  }

  close(): void {
    if (this.#state.kind === 'closed') return;
    this.#turn++;
    this.#release();
    this.#enter('closed');
  }

  /** Call when a take is about to begin: the microphone would hear the player. The take is the next that Space plays. */
  stopPlaying(): void {
    this.#lastId = undefined;
    this.close();
  }

  /** Resolves with whether the file is open and nothing else was asked for meanwhile. */
  async #load(take: Take, file: string, original: boolean, paused: boolean): Promise<boolean> {
    const turn = ++this.#turn;
    this.#release();
    this.#lastId = take.id;
    this.#enter({ kind: 'loading', paused, take, file, original });
    try {
      const [{ longSound, SoundElement }, data] = await Promise.all([
        // The page shows without this code.
        import('./sound-element.ts'),
        this.#parts.open(take, file, original, this.#opening.signal),
      ]);
      const long = await longSound(data);
      // A recording may have begun meanwhile.
      if (turn !== this.#turn) return false;
      const sound = (this.#sound ??= new SoundElement(this.#listener, this.#places));
      sound.open(data, long);
      sound.rate = this.#rate;
      sound.audio.setAttribute('aria-label', playerOf(take.name));
      return true;
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
      return false;
    }
  }

  async #run(): Promise<void> {
    const turn = this.#turn;
    const audio = this.element;
    this.#enter('playing');
    try {
      await audio?.play();
    } catch {
      // If autoplay is refused, Play remains. A file that cannot be played sends an error event.
      if (turn === this.#turn && this.#state.kind === 'playing' && audio?.paused) this.#enter('paused');
    }
  }

  #follow(paused: boolean): void {
    if (this.#state.kind === 'playing' && paused) this.#enter('paused');
    else if (this.#state.kind === 'paused' && !paused) this.#enter('playing');
  }

  /** Tells of each second once. */
  #tell(second: number): void {
    if (second === this.#second) return;
    this.#second = second;
    this.changed();
  }

  #ended(): void {
    const again = this.#sound?.again;
    if (again === undefined || this.#state.kind === 'closed') return;
    this.#place(again);
    void this.#run();
  }

  #place(seconds: number): void {
    this.#sound?.seek(seconds);
    this.#sound?.arm();
  }

  #jump(to: number | undefined): void {
    if (to !== undefined) return this.#place(to);
    this.#places.until = undefined;
    this.pause();
  }

  #enter(next: PlayerState | 'playing' | 'paused' | 'closed'): void {
    if (typeof next === 'object') this.#state = next;
    else if (next === 'closed') this.#state = { kind: 'closed' };
    else if (this.#state.kind !== 'closed') this.#state = { ...this.#state, kind: next };
    this.#sound?.arm();
    this.changed();
  }

  #fail(error: unknown): void {
    const name = this.take?.name;
    this.#parts.notices.failWith(asCapstanError(error, 'playback-failed'), 'playback-failed', name);
    this.close();
  }

  #release(): void {
    this.#opening.abort();
    this.#opening = new AbortController();
    this.#sought = undefined;
    Object.assign(this.#places, NOWHERE);
    this.#sound?.close();
  }
}
