import { Model } from '../kit/model.ts';

/**
 * https://wicg.github.io/manifest-incubations/#beforeinstallpromptevent-interface, which TypeScript's DOM library lacks.
 */
interface InstallOffer extends Event {
  prompt(): Promise<unknown>;
}

/** The browser's offer to install the app. It is kept until the person asks for it: the page never asks by itself. */
export class InstallModel extends Model {
  #offer: InstallOffer | undefined;

  /** Whether the browser would install the app now. Other browsers than Chromium's never tell. */
  get offered(): boolean {
    return this.#offer !== undefined;
  }

  start(target: EventTarget): void {
    target.addEventListener('beforeinstallprompt', (event) => {
      // The browser would show a bar of its own.
      event.preventDefault();
      this.#put(event as InstallOffer);
    });
    target.addEventListener('appinstalled', () => this.#put(undefined));
  }

  /** Shows the browser's question. An offer can be used once; the browser makes another one if it is turned down. */
  async install(): Promise<void> {
    const offer = this.#offer;
    this.#put(undefined);
    // The browser may refuse to ask, as it does without a click.
    await offer?.prompt().catch(() => {});
  }

  #put(offer: InstallOffer | undefined): void {
    this.#offer = offer;
    this.changed();
  }
}
