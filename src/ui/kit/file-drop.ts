import type { ReactiveController, ReactiveControllerHost } from 'lit';

const TEXT_FIELD = 'input, textarea, [contenteditable]';

/**
 * Passes files that are dropped anywhere on the page to `opened`. Without it the browser would leave the page to open a
 * dropped file or link, even during a take.
 */
export class FileDrop implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #opened: (files: readonly File[]) => void;
  #over = false;

  constructor(host: ReactiveControllerHost, opened: (files: readonly File[]) => void) {
    this.#host = host;
    this.#opened = opened;
    host.addController(this);
  }

  /** Whether files are being dragged over the page. */
  get over(): boolean {
    return this.#over;
  }

  hostConnected(): void {
    for (const type of EVENTS) window.addEventListener(type, this);
  }

  hostDisconnected(): void {
    for (const type of EVENTS) window.removeEventListener(type, this);
  }

  handleEvent(event: DragEvent): void {
    const files = event.dataTransfer?.types.includes('Files') === true;
    if (!files && isInField(event)) return;
    if (event.type === 'dragleave') {
      // Between two elements of the page, `relatedTarget` is the element being entered.
      if (event.relatedTarget === null) this.#show(false);
      return;
    }
    event.preventDefault();
    if (event.type === 'drop') {
      this.#show(false);
      if (files) this.#opened([...event.dataTransfer.files]);
    } else if (event.dataTransfer !== null) {
      event.dataTransfer.dropEffect = files ? 'copy' : 'none';
      this.#show(files);
    }
  }

  #show(over: boolean): void {
    if (over === this.#over) return;
    this.#over = over;
    this.#host.requestUpdate();
  }
}

const EVENTS = ['dragenter', 'dragover', 'dragleave', 'drop'] as const;

function isInField(event: DragEvent): boolean {
  return event.composedPath().some((target) => target instanceof Element && target.matches(TEXT_FIELD));
}
