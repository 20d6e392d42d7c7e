import type { LitElement, ReactiveController } from 'lit';

/** Tells its host when what had the focus within it left the page: the next Tab is to go on from there, not from the top. */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  readonly #lost: (last: Element) => void;
  #focused: Element | null = null;

  constructor(host: LitElement, lost: (last: Element) => void) {
    this.#host = host;
    this.#lost = lost;
    host.addController(this);
  }

  hostUpdate(): void {
    this.#focused = this.#active();
  }

  hostUpdated(): void {
    if (this.#focused !== null && this.#active() === null) this.#lost(this.#focused);
  }

  #active(): Element | null {
    return this.#host.shadowRoot?.activeElement ?? null;
  }
}
