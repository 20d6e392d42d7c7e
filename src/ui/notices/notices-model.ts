import { asCapstanError, type CapstanError, type ErrorCode } from '../../shared/base/errors.ts';
import type { ErrorWords } from '../../shared/base/early-error-words.ts';
import { errorText, knownErrorText, loadErrorWords } from '../text/error-text.ts';
import { Model } from '../kit/model.ts';

export interface Notice {
  /** A later notice replaces an earlier one with the same key. */
  readonly key: string;
  /** `done`: something succeeded. `information`: anything else that is no error. */
  readonly tone: 'information' | 'done' | 'error';
  readonly title: string;
  readonly lines: readonly string[];
  readonly advice: string | undefined;
  readonly detail: string | undefined;
}

const MAX_NOTICES = 5;
const MAX_GAP_LINES = 2;
const MENTION_MS = 15_000;
const FRESH_MS = 8_000;

/** The notices for the person, oldest first. */
export class NoticesModel extends Model {
  #notices: readonly Notice[] = [];
  #aging: ReturnType<typeof setTimeout> | undefined;
  #inView = true;
  /** Scrolls the notices into view. */
  bring: () => void = () => {};
  readonly #gaps = new Map<string, string[]>();

  get all(): readonly Notice[] {
    return this.#notices;
  }

  /** Whether the notice board is visible at the current scroll position. */
  set inView(inView: boolean) {
    this.#inView = inView;
    this.changed();
  }

  /**
   * The notice to show elsewhere while the board is out of view: the latest error for as long as it is listed, other
   * notices for a moment.
   */
  get headline(): Notice | undefined {
    if (this.#inView) return undefined;
    const error = this.#notices.findLast(({ tone }) => tone === 'error');
    return error ?? (this.#aging === undefined ? undefined : this.#notices.at(-1));
  }

  inform(key: string, title: string, ...lines: string[]): void {
    this.#put({ key, tone: 'information', title, lines, advice: undefined, detail: undefined });
  }

  /** Something succeeded. */
  report(key: string, title: string, ...lines: string[]): void {
    this.#put({ key, tone: 'done', title, lines, advice: undefined, detail: undefined });
  }

  /** A success that is also visible elsewhere. Removes itself after 15 s. */
  mention(key: string, title: string, ...lines: string[]): void {
    this.report(key, title, ...lines);
    this.#dismissLater(key);
  }

  /** Why something that was asked for is not done. Removes itself after 15 s. */
  decline(key: string, title: string, ...lines: string[]): void {
    this.inform(key, title, ...lines);
    this.#dismissLater(key);
  }

  #dismissLater(key: string): void {
    const mentioned = this.#notices.at(-1);
    setTimeout(() => {
      if (mentioned !== undefined && this.#notices.includes(mentioned)) this.dismiss(key);
    }, MENTION_MS);
  }

  /** `about` names what the error affects, if that is not obvious. */
  fail(error: CapstanError, about?: string): void {
    const put = () => {
      const { title, advice } = errorText(error.code);
      const lines = about === undefined ? [] : [about];
      this.#put({ key: `error-${error.code}`, tone: 'error', title, lines, advice, detail: error.detail });
    };
    if (knownErrorText(error.code) !== undefined) put();
    else void loadErrorWords().then(put);
  }

  /** For work that is done, but with faults. */
  warn(key: string, title: string, detail: string): void {
    const advice = 'What could be read is in the new file. Listen to it before you rely on it.';
    this.#put({ key, tone: 'error', title, lines: [], advice, detail });
  }

  /** For a condition that needs the person's attention but is not an error in Capstan. */
  alarm(key: string, title: string, advice: string): void {
    this.#put({ key, tone: 'error', title, lines: [], advice, detail: undefined });
  }

  failWith(error: unknown, fallback: ErrorCode, about?: string): void {
    this.fail(asCapstanError(error, fallback), about);
  }

  /** Shows a notice only once per take. */
  once(key: string, title: string, line: string): void {
    if (this.#gaps.has(key)) return;
    this.#gaps.set(key, []);
    this.inform(key, title, line);
  }

  /**
   * Reports a gap in the take being recorded as one line. Gaps with the same key share one notice, which shows the
   * latest ones.
   */
  gap(key: string, line: string, { title, advice }: ErrorWords): void {
    const lines = this.#latest(key, line);
    this.#put({ key, tone: 'error', title, lines, advice, detail: undefined });
  }

  /** Like `gap`, for a suspected gap. */
  suspect(key: string, line: string, title: string): void {
    this.inform(key, title, ...this.#latest(key, line));
  }

  #latest(key: string, line: string): readonly string[] {
    const known = this.#gaps.get(key) ?? [];
    known.push(line);
    this.#gaps.set(key, known);
    const older = known.length - MAX_GAP_LINES;
    const latest = known.slice(-MAX_GAP_LINES);
    return older > 0 ? [`${older} earlier`, ...latest] : latest;
  }

  dismiss(...keys: string[]): void {
    this.#notices = this.#notices.filter((notice) => !keys.includes(notice.key));
    this.changed();
  }

  /** Removes what was reported about the last take, because a new one begins. */
  clearTake(): void {
    this.#gaps.clear();
    this.dismiss('finished', 'marker', 'source', 'space', 'sound', 'muted', 'gaps-suspected', 'gaps-lost');
  }

  #put(notice: Notice): void {
    const others = this.#notices.filter((other) => other.key !== notice.key);
    this.#notices = [...others, notice].slice(-MAX_NOTICES);
    clearTimeout(this.#aging);
    this.#aging = setTimeout(() => {
      this.#aging = undefined;
      this.changed();
    }, FRESH_MS);
    this.changed();
  }
}
