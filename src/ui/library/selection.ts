/** Which takes are selected, by id. `order` is the order in which they are listed. */
export class Selection {
  readonly #ids = new Set<string>();
  /** Where a range begins: the take that was last selected by itself. */
  #anchor: string | undefined;

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  get size(): number {
    return this.#ids.size;
  }

  toggle(id: string): void {
    if (!this.#ids.delete(id)) this.#ids.add(id);
    this.#anchor = id;
  }

  /** Selects the takes from the one where the range began, or else from `from`, up to `to`, and no others. */
  extend(order: readonly string[], from: string, to: string): void {
    const anchor = this.#anchor !== undefined && order.includes(this.#anchor) ? this.#anchor : from;
    const [first, last] = [order.indexOf(anchor), order.indexOf(to)].sort((a, b) => a - b);
    this.#ids.clear();
    for (const id of order.slice(Math.max(0, first!), last! + 1)) this.#ids.add(id);
    this.#anchor = anchor;
  }

  all(order: readonly string[]): void {
    for (const id of order) this.#ids.add(id);
  }

  clear(): void {
    this.#ids.clear();
    this.#anchor = undefined;
  }
}
