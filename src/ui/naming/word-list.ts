import { Model } from '../kit/model.ts';

const KEY = 'capstan-words';

interface Stored {
  readonly words: readonly string[];
  /** Index of the next word; the number of words when all were recorded. */
  readonly at: number;
}

/** A word and its place in the list. */
export interface PlacedWord {
  readonly at: number;
  /** Undefined behind the last one. */
  readonly word: string | undefined;
}

/**
 * Words to be recorded one after another, a take for each. They are kept when the page is left, and shared with other
 * tabs: whatever is done begins from what was stored last.
 */
export class WordList extends Model {
  #stored: Stored = load();
  /** Whether it could be stored. */
  #kept = true;
  /** The take that got a word last. */
  #last: (PlacedWord & { readonly takeId: string }) | undefined;
  /** The take that was listed and had got a word. */
  #listed: string | undefined;
  /** The take that was deleted last and had got a word, until another one gets it. */
  #deleted: { readonly takeId: string; readonly word: string | undefined } | undefined;

  get words(): readonly string[] {
    return this.#stored.words;
  }

  get at(): number {
    return this.#stored.at;
  }

  get next(): string | undefined {
    return this.words[this.at];
  }

  get coming(): PlacedWord {
    return { at: this.at, word: this.next };
  }

  /** Index of the word that this take got; undefined if it got none in this page, or if the list has changed there. */
  indexOf(takeId: string): number | undefined {
    const last = this.#last;
    return last?.takeId === takeId && this.words[last.at] === last.word ? last.at : undefined;
  }

  /** Goes back to the first word that is another one. Words that are still to come may be changed at any time. */
  set(words: readonly string[]): void {
    this.reread();
    let at = 0;
    while (at < this.at && words[at] === this.words[at]) at++;
    this.#store({ words, at });
  }

  /** Takes over what another tab has stored meanwhile. Call before a take gets its word. */
  reread(): void {
    const stored = this.#kept ? load() : this.#stored;
    if (JSON.stringify(stored) === JSON.stringify(this.#stored)) return;
    this.#stored = stored;
    this.changed();
  }

  /** Goes on by so many words, or back if negative. */
  move(by: number): void {
    this.reread();
    this.#goTo(this.at + by);
  }

  /** A take has begun with this word, which was the next one when the take got its name. */
  take(takeId: string, { at, word } = this.coming): void {
    if (word === undefined) return;
    this.#last = { takeId, at, word };
    this.#deleted = undefined;
    this.reread();
    // The person or another tab may be further, or the list may be another one by now.
    if (this.words[at] === word) this.#goTo(Math.max(this.at, at + 1));
  }

  /** The take was discarded: its word is the next one again, unless another one was chosen since. */
  giveBack(takeId: string): void {
    this.reread();
    const at = this.indexOf(takeId);
    if (at === undefined) return;
    this.#last = undefined;
    if (this.at === at + 1) this.#goTo(at);
  }

  /**
   * Call with the ids of all listed takes. If the take that got a word last is gone from there, it was deleted; if it is
   * back, it has its word again.
   */
  listed(ids: readonly string[]): void {
    this.reread();
    this.#takeAgain(ids);
    const last = this.#last;
    if (last === undefined) return;
    if (ids.includes(last.takeId)) this.#listed = last.takeId;
    else if (this.#listed === last.takeId) {
      this.giveBack(last.takeId);
      this.#last = undefined;
      this.#deleted = last;
    }
  }

  /** The take is recorded on: it leaves the list until it has ended, and keeps its word. */
  continued(takeId: string | undefined): void {
    if (this.#listed === takeId) this.#listed = undefined;
  }

  /** A take has been recorded for good, whatever becomes of it: its word is not the next one again. */
  keep(takeId: string): void {
    this.#takeAgain([takeId]);
    if (this.#last?.takeId === takeId) this.#last = undefined;
  }

  #takeAgain(ids: readonly string[]): void {
    const deleted = this.#deleted;
    if (deleted === undefined || !ids.includes(deleted.takeId)) return;
    this.#deleted = undefined;
    if (this.next === deleted.word) this.take(deleted.takeId);
  }

  #goTo(at: number): void {
    this.#store({ words: this.words, at: Math.min(Math.max(at, 0), this.words.length) });
  }

  #store(stored: Stored): void {
    this.#stored = stored;
    try {
      localStorage.setItem(KEY, JSON.stringify(stored));
      this.#kept = true;
    } catch {
      // Site data is blocked or full. The words then last as long as the page.
      this.#kept = false;
    }
    this.changed();
  }
}

function load(): Stored {
  try {
    const { words, at } = JSON.parse(localStorage.getItem(KEY) ?? '') as { words: unknown; at: unknown };
    if (Array.isArray(words) && words.every((word) => typeof word === 'string') && Number.isInteger(at))
      return { words, at: Math.min(Math.max(at as number, 0), words.length) };
  } catch {
    // Nothing is stored, or something else.
  }
  return { words: [], at: 0 };
}
