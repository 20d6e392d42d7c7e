import type { NoticesModel } from '../notices/notices-model.ts';
import * as words from '../words/later/install.ts';

const KEY = 'update';

export interface UpdateParts {
  readonly notices: Pick<NoticesModel, 'all' | 'offer' | 'dismiss' | 'on'>;
  /** Whether a reload would end or lose something: a take, an encoding, a conversion, an opened file that waits. */
  readonly busy: () => boolean;
  readonly reload: () => void;
}

/**
 * Offers a new version of the page, never while something runs that a reload would end. A reload is all it takes: the
 * page comes from the server, and other tabs keep the files they started with.
 */
export class UpdateOffer {
  readonly #parts: UpdateParts;
  #state: 'none' | 'waiting' | 'shown' = 'none';

  constructor(parts: UpdateParts) {
    this.#parts = parts;
    parts.notices.on('change', () => this.#noticed());
  }

  /** A new version is there. It is offered again after the person dismissed the offer of an earlier one. */
  found(): void {
    if (this.#state === 'none') this.#state = 'waiting';
    this.check();
  }

  /** Call whenever something began or ended that `busy` tells of. */
  check(): void {
    const { notices, busy, reload } = this.#parts;
    if (this.#state === 'waiting' && !busy()) {
      this.#state = 'shown';
      notices.offer(KEY, words.newVersion, { label: words.reload, run: reload });
    } else if (this.#state === 'shown' && busy()) {
      this.#state = 'waiting';
      notices.dismiss(KEY);
    }
  }

  /** Once the person has dismissed the offer, it is not made again. */
  #noticed(): void {
    if (this.#state === 'shown' && !this.#parts.notices.all.some(({ key }) => key === KEY))
      this.#state = 'none';
  }
}
