/** A listener list per event name. `Events` maps each name to its payload type. */
export class TypedEvents<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(payload: never) => void>>();

  /** Adds a listener. Call the returned function to remove it. */
  on<Name extends keyof Events>(name: Name, listener: (payload: Events[Name]) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    // Its own function for each call: one that two parts of a page added goes on until both have removed it.
    const added = (payload: Events[Name]) => listener(payload);
    listeners.add(added);
    return () => listeners.delete(added);
  }

  /**
   * Calls every listener that is there now and has not been removed before its turn. If one throws, its error is reported
   * and the others are still called.
   */
  protected emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void {
    const listeners = this.#listeners.get(name);
    for (const listener of new Set(listeners)) {
      if (!listeners!.has(listener)) continue;
      try {
        (listener as (payload: Events[Name]) => void)(payload);
      } catch (error) {
        reportError(error);
      }
    }
  }
}
