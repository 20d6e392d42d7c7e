import type { LitElement, ReactiveController } from 'lit';

/**
 * Calls `lost` when the control of its host that has the focus can no longer be used, so that the host can move the
 * focus. Otherwise keys would go nowhere.
 */
export class EnabledFocus implements ReactiveController {
  readonly #host: LitElement;
  readonly #lost: () => void;

  constructor(host: LitElement, lost: () => void) {
    this.#host = host;
    this.#lost = lost;
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#host.shadowRoot?.activeElement?.matches(':disabled') === true) this.#lost();
  }
}
