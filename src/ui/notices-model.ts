import { asCapstanError, type CapstanError, type ErrorCode } from '../shared/errors.ts';
import { errorWords } from '../shared/error-words.ts';
import { isSuspicion, type Gap } from '../shared/ledger.ts';
import { Model } from './model.ts';
import { gapCause, gapText } from './take-text.ts';

export interface Notice {
  /** A later notice of the same key takes the place of an earlier one. */
  readonly key: string;
  readonly tone: 'information' | 'error';
  readonly title: string;
  readonly lines: readonly string[];
  readonly advice: string | undefined;
  readonly detail: string | undefined;
}

const MAX_NOTICES = 5;
const MAX_GAP_LINES = 2;
const MENTION_MS = 15_000;
const FRESH_MS = 8_000;

/** What the person is told, oldest first. */
export class NoticesModel extends Model {
  #notices: readonly Notice[] = [];
  #aging: ReturnType<typeof setTimeout> | undefined;
  readonly #gaps = new Map<string, string[]>();

  get all(): readonly Notice[] {
    return this.#notices;
  }

  /** Whether something was said a moment ago. */
  get fresh(): boolean {
    return this.#aging !== undefined;
  }

  inform(key: string, title: string, ...lines: string[]): void {
    this.#put({ key, tone: 'information', title, lines, advice: undefined, detail: undefined });
  }

  /** For what can be seen elsewhere too: goes by itself. */
  mention(key: string, title: string, ...lines: string[]): void {
    this.inform(key, title, ...lines);
    const mentioned = this.#notices.at(-1);
    setTimeout(() => {
      if (mentioned !== undefined && this.#notices.includes(mentioned)) this.dismiss(key);
    }, MENTION_MS);
  }

  /** `about` names what the error befell, where it is not plain. */
  fail(error: CapstanError, about?: string): void {
    const { title, advice } = errorWords(error.code);
    const lines = about === undefined ? [] : [about];
    this.#put({ key: `error-${error.code}`, tone: 'error', title, lines, advice, detail: error.detail });
  }

  /** Done, but not as it should be. */
  warn(key: string, title: string, detail: string): void {
    const advice = 'What could be read is in the new file. Listen to it before you rely on it.';
    this.#put({ key, tone: 'error', title, lines: [], advice, detail });
  }

  /** Needs the person's eye, and is no error of Capstan's. */
  alarm(key: string, title: string, advice: string): void {
    this.#put({ key, tone: 'error', title, lines: [], advice, detail: undefined });
  }

  failWith(error: unknown, fallback: ErrorCode, about?: string): void {
    this.fail(asCapstanError(error, fallback), about);
  }

  /** A gap in the take being recorded; many make one notice, which shows the latest. */
  gap(gap: Gap, sampleRate: number): void {
    const suspected = isSuspicion(gap.kind);
    const key = suspected ? 'gaps-suspected' : 'gaps-lost';
    const known = this.#gaps.get(key) ?? [];
    const line = gapText(gap, sampleRate);
    known.push(suspected ? line : `${line}: ${gapCause(gap)}`);
    this.#gaps.set(key, known);
    const older = known.length - MAX_GAP_LINES;
    const lines = known.slice(-MAX_GAP_LINES);
    const words = errorWords('ring-overrun');
    this.#put({
      key,
      tone: 'error',
      title: suspected ? 'Suspected dropout' : words.title,
      lines: older > 0 ? [`${older} earlier`, ...lines] : lines,
      advice: suspected
        ? 'The browser may have left audio out, or filled a hole with silence. The place is noted in the take.'
        : words.advice,
      detail: undefined,
    });
  }

  dismiss(...keys: string[]): void {
    for (const key of keys) this.#gaps.delete(key);
    this.#notices = this.#notices.filter((notice) => !keys.includes(notice.key));
    this.changed();
  }

  /** A new take begins: what was said of the last one goes. */
  clearTake(): void {
    this.dismiss('finished', 'marker', 'source', 'space', 'sound', 'gaps-suspected', 'gaps-lost');
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
