import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Model } from './model.ts';

/** Renders its host again whenever one of the models changes. */
export class Watch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #models: () => readonly Model[];
  #connected = false;
  #watched: readonly Model[] = [];
  #stops: readonly (() => void)[] = [];

  /**
   * `models` is called before the host is rendered. By then the host's properties are set, including those set before
   * its code was loaded.
   */
  constructor(host: ReactiveControllerHost, models: () => readonly Model[]) {
    this.#host = host;
    this.#models = models;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#host.requestUpdate();
  }

  /** A requested rendering may also come after the host has left the page. Watching begun then would never stop. */
  hostUpdate(): void {
    if (!this.#connected) return;
    const models = this.#models();
    const same = models.length === this.#watched.length && models.every((m, at) => m === this.#watched[at]);
    if (!same) this.#watch(models);
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#watch([]);
  }

  /** Replaces the models watched before, because the host may have been given other ones. */
  #watch(models: readonly Model[]): void {
    for (const stop of this.#stops) stop();
    this.#watched = models;
    this.#stops = models.map((model) => model.on('change', () => this.#host.requestUpdate()));
  }
}
