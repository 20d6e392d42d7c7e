import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Model } from './model.ts';

/** Renders its host again whenever one of the models changes. */
export class Watch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #models: () => readonly Model[];
  #stops: (() => void)[] | undefined;

  /**
   * `models` is asked before the host is rendered: its properties are set by then, also those that it was given before
   * its code was loaded.
   */
  constructor(host: ReactiveControllerHost, models: () => readonly Model[]) {
    this.#host = host;
    this.#models = models;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdate(): void {
    this.#stops ??= this.#models().map((model) => model.on('change', () => this.#host.requestUpdate()));
  }

  hostDisconnected(): void {
    for (const stop of this.#stops ?? []) stop();
    this.#stops = undefined;
  }
}
