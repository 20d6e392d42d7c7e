import { vi } from 'vitest';

interface Timer {
  readonly id: number;
  readonly run: () => void;
  readonly every: number | undefined;
  due: number;
}

/** Timers and the page's clock, which advance only when the test says so. Hours pass in milliseconds. */
export class VirtualTime {
  now = 1000;
  /** Called whenever something may have changed. */
  onStep: () => void = () => {};
  readonly #timers = new Map<number, Timer>();
  #lastId = 0;

  install(): void {
    vi.stubGlobal('setTimeout', (run: () => void, ms = 0) => this.#add(run, ms, undefined));
    vi.stubGlobal('setInterval', (run: () => void, ms = 0) => this.#add(run, ms, ms));
    const clear = (id: number | undefined) => this.#timers.delete(id ?? 0);
    vi.stubGlobal('clearTimeout', clear);
    vi.stubGlobal('clearInterval', clear);
    vi.spyOn(performance, 'now').mockImplementation(() => this.now);
  }

  /** Lets promises settle, then goes from timer to timer. */
  async pass(ms: number): Promise<void> {
    const until = this.now + ms;
    await this.#settle();
    for (let timer = this.#next(until); timer !== undefined; timer = this.#next(until)) {
      this.now = Math.max(this.now, timer.due);
      if (timer.every === undefined) this.#timers.delete(timer.id);
      else timer.due += timer.every;
      timer.run();
      await this.#settle();
    }
    this.now = until;
  }

  /** Lets time pass until `isSo` returns true, for at most `atMostMs`. Returns whether it does. */
  async until(isSo: () => boolean, atMostMs: number): Promise<boolean> {
    const until = this.now + atMostMs;
    await this.#settle();
    while (!isSo() && this.now < until) await this.pass(10);
    return isSo();
  }

  #add(run: () => void, ms: number, every: number | undefined): number {
    this.#lastId += 1;
    this.#timers.set(this.#lastId, { id: this.#lastId, run, every, due: this.now + ms });
    return this.#lastId;
  }

  #next(until: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers.values()) {
      if (timer.due <= until && (next === undefined || timer.due < next.due)) next = timer;
    }
    return next;
  }

  async #settle(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    this.onStep();
  }
}
