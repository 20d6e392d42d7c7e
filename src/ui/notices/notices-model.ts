import { asCapstanError, type CapstanError, type ErrorCode } from '../../shared/base/errors.ts';
import type { ErrorWords } from '../../shared/base/early-error-words.ts';
import { errorText, knownErrorText, loadErrorWords } from '../text/error-text.ts';
import { Model } from '../kit/model.ts';
import * as words from '../words/notices.ts';

/** What stays in the banner until it is dismissed or no longer true. */
export interface Notice {
  /** A later notice replaces an earlier one with the same key. */
  readonly key: string;
  readonly tone: 'information' | 'error';
  readonly title: string;
  readonly lines: readonly string[];
  /** All that an error affects. The lines have the last ones. */
  readonly names?: readonly string[];
  readonly advice?: string;
  readonly detail?: string | undefined;
  readonly action?: ToastAction;
}

/** One line that goes away by itself. */
export interface Toast {
  readonly key: string;
  readonly text: string;
  readonly action?: ToastAction | undefined;
  /** Only a take that was just finished has two actions. */
  readonly second?: ToastAction | undefined;
  /** Whether screen readers get it too, if no take is being recorded. */
  readonly spoken: boolean;
}

export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

export const MAX_NOTICES = 5;
const MAX_GAP_LINES = 2;
const MAX_LINES = 5;
const TOAST_MS = 6000;
const TOAST_WITH_ACTION_MS = 10_000;

/** The notices for the person: those of the banner, oldest first, and the toast. */
export class NoticesModel extends Model {
  /** Another object each time. Set by `say`. */
  said: { readonly text: string } | undefined;
  #notices: readonly Notice[] = [];
  #toast: Toast | undefined;
  #fading: ReturnType<typeof setTimeout> | undefined;
  #held = false;
  #gapLines: string[] = [];

  get all(): readonly Notice[] {
    return this.#notices;
  }

  get toast(): Toast | undefined {
    return this.#toast;
  }

  /** Tells only screen readers, if no take is being recorded. */
  say(text: string): void {
    this.said = { text };
    this.changed();
  }

  /** Something that the person should know and that is no error. */
  inform(key: string, title: string, ...lines: string[]): void {
    this.#put({ key, tone: 'information', title, lines });
  }

  /** Something that the person can do when it suits them. */
  offer(key: string, title: string, action: ToastAction): void {
    this.#put({ key, tone: 'information', title, lines: [], action });
  }

  /** Shows `text` for 6 s, or for 10 s with an action. Takes the place of any other toast, and of a notice `key`. */
  mention(key: string, text: string, options: Partial<Omit<Toast, 'key' | 'text'>> = {}): void {
    this.#notices = this.#notices.filter((notice) => notice.key !== key);
    this.#toast = { spoken: true, ...options, key, text };
    this.#time();
    this.changed();
  }

  /** The toast stays while it is held, and then as long as a new one. */
  holdToast(held: boolean): void {
    this.#held = held;
    if (this.#toast !== undefined) this.#time();
  }

  /** `about` names what the error affects, if that is not obvious. All that it affects share one notice. */
  fail(error: CapstanError, about?: string): void {
    const put = () => {
      const { title, advice } = errorText(error.code);
      const key = keyOf(error.code);
      const before = this.#notices.find((notice) => notice.key === key)?.names ?? [];
      const names = about === undefined ? [] : [...before.filter((line) => line !== about), about];
      const lines = latest(names, MAX_LINES);
      this.#put({ key, tone: 'error', title, lines, names, advice, detail: error.detail });
    };
    if (knownErrorText(error.code) !== undefined) put();
    else void loadErrorWords().then(put);
  }

  /**
   * What failed with one of the codes before has worked now for `about`. Without codes: nothing has that name any more,
   * which an error may tell.
   */
  settle(about: string, ...codes: readonly ErrorCode[]): void {
    // Mostly there is none: nothing is drawn anew for each take of a batch that works.
    if (!this.#notices.some(({ names }) => names?.includes(about))) return;
    const keys = codes.map(keyOf);
    this.#notices = this.#notices.flatMap((notice) => {
      const { key, names = [] } = notice;
      if (!names.includes(about) || (keys.length > 0 ? !keys.includes(key) : key === keyOf('take-not-found')))
        return notice;
      const left = names.filter((name) => name !== about);
      if (left.length === 0) return [];
      return { ...notice, names: left, lines: latest(left, MAX_LINES), detail: undefined };
    });
    this.changed();
  }

  /** For a condition that needs the person's attention but is not an error in Capstan, and for work done with faults. */
  alarm(key: string, title: string, advice: string, detail?: string): void {
    this.#put({ key, tone: 'error', title, lines: [], advice, detail });
  }

  failWith(error: unknown, fallback: ErrorCode, about?: string): void {
    this.fail(asCapstanError(error, fallback), about);
  }

  /** Reports, as one line, a gap in the take being recorded. All gaps share one notice, which shows the latest ones. */
  gap(line: string, { title, advice }: ErrorWords): void {
    this.#gapLines.push(line);
    const lines = latest(this.#gapLines, MAX_GAP_LINES);
    const notice: Notice = { key: 'gaps-lost', tone: 'error', title, lines, advice };
    const at = this.#notices.findIndex(({ key }) => key === notice.key);
    // It keeps its place: with a gap every second it would always hide the error that tells the cause.
    if (at < 0) return this.#put(notice);
    this.#notices = this.#notices.with(at, notice);
    this.changed();
  }

  dismiss(...keys: string[]): void {
    this.#notices = this.#notices.filter((notice) => !keys.includes(notice.key));
    if (this.#toast !== undefined && keys.includes(this.#toast.key)) this.#fade();
    else this.changed();
  }

  /** Removes what was reported about the last take and its microphone, because a new one begins. */
  clearTake(): void {
    this.#gapLines = [];
    this.dismiss(
      'finished',
      'source',
      'space',
      'sound',
      'clipping',
      'gaps-lost',
      'standby-lost',
      keyOf('mic-lost'),
    );
  }

  #put(notice: Notice): void {
    const others = this.#notices.filter((other) => other.key !== notice.key);
    // An offer that goes counts as turned down, so the oldest of the others goes before it.
    if (others.length === MAX_NOTICES)
      others.splice(
        others.findIndex(({ action }) => !action),
        1,
      );
    this.#notices = [...others, notice];
    this.changed();
  }

  #time(): void {
    clearTimeout(this.#fading);
    const ms = this.#toast?.action === undefined ? TOAST_MS : TOAST_WITH_ACTION_MS;
    if (!this.#held) this.#fading = setTimeout(() => this.#fade(), ms);
  }

  #fade(): void {
    clearTimeout(this.#fading);
    this.#toast = undefined;
    // A button that goes may not tell that it loses the focus.
    this.#held = false;
    this.changed();
  }
}

function keyOf(code: ErrorCode): string {
  return `error-${code}`;
}

/** The last lines, at most `most`, and how many more there are. */
function latest(lines: readonly string[], most: number): readonly string[] {
  return lines.length > most ? [...lines.slice(-most), words.andMore(lines.length - most)] : lines;
}
