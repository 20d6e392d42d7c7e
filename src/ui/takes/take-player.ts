import { css, html, LitElement } from 'lit';
import { describeError, CapstanError } from '../../shared/base/errors.ts';
import { controls } from '../kit/controls-style.ts';
import { freeKey } from '../kit/free-key.ts';

/**
 * Plays one file with the browser's own controls; Space works from anywhere on the page. Dispatches `failure` with a
 * CapstanError.
 */
export class TakePlayer extends LitElement {
  static override properties = {
    open: { attribute: false },
    byKey: { attribute: false },
    name: {},
    file: {},
  };
  static override styles = [
    controls,
    css`
      audio {
        display: block;
        inline-size: 100%;
        block-size: 2.5rem;
        /* Firefox's controls are a dark bar with sharp corners, which border-radius does not round. */
        clip-path: inset(0 round var(--radius));
      }
    `,
  ];

  /** Returns the file to play. */
  declare open: () => Promise<File>;
  /** Whether Space plays and pauses. */
  declare byKey: () => boolean;
  declare name: string;
  /** A new value makes it play another file. */
  declare file: string;
  #url: string | undefined;

  readonly #listen = (event: KeyboardEvent) => {
    if (freeKey(event) !== ' ' || !this.byKey()) return;
    // Space would scroll the page, even while it is held down.
    event.preventDefault();
    if (!event.repeat) this.#toggle();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#listen);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#listen);
    this.#release();
  }

  override render() {
    return html`<audio controls aria-label="Player of ${this.name}" @error=${() => this.#failed()}></audio>`;
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    if (changed.has('file')) void this.#play();
  }

  async #play(): Promise<void> {
    const audio = this.#audio();
    const { file } = this;
    try {
      const data = await this.open();
      if (!this.isConnected || file !== this.file) return;
      this.#release();
      this.#url = URL.createObjectURL(data);
      audio.src = this.#url;
    } catch (error) {
      this.#report(
        error instanceof CapstanError ? error : new CapstanError('playback-failed', describeError(error)),
      );
      return;
    }
    // If autoplay is refused, the controls remain. A file that cannot be played sends an error event.
    audio.play().catch(() => {});
  }

  #toggle(): void {
    const audio = this.#audio();
    if (audio.paused) audio.play().catch(() => {});
    else audio.pause();
  }

  #failed(): void {
    const { error } = this.#audio();
    if (this.#url !== undefined) this.#report(new CapstanError('playback-failed', error?.message));
  }

  #report(error: CapstanError): void {
    this.dispatchEvent(new CustomEvent('failure', { detail: error }));
  }

  #release(): void {
    if (this.#url === undefined) return;
    const url = this.#url;
    this.#url = undefined;
    this.#audio().removeAttribute('src');
    URL.revokeObjectURL(url);
  }

  #audio(): HTMLAudioElement {
    return this.renderRoot.querySelector('audio')!;
  }
}

customElements.define('take-player', TakePlayer);
