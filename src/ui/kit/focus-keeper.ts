import type { LitElement, ReactiveController } from 'lit';

/**
 * Calls `lost` when the focused element inside its host was removed from the page, so that the host can move the focus.
 * Otherwise the next Tab would start from the top of the page.
 */
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

/** Removes the focus after a mouse click on a button. Otherwise Space would press the button again. */
export function leave({ detail, currentTarget }: MouseEvent): void {
  if (detail > 0) (currentTarget as HTMLElement).blur();
}

/** What has the focus, also in shadow roots. Undefined if nothing has it. */
export function focusedElement(): HTMLElement | undefined {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element instanceof HTMLElement && element !== document.body ? element : undefined;
}
