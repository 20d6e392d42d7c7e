import type { DeviceLevel } from './device-level.ts';

type Open = (deviceId: string, signal: AbortSignal) => Promise<DeviceLevel>;

/**
 * The levels of several microphones at once. They are opened one after another. Where the browser gives only one at a
 * time, as on many phones, the first one stays.
 */
export class DeviceLevels {
  readonly #open: Open;
  readonly #levels = new Map<string, DeviceLevel>();
  #showing = new AbortController();

  constructor(open: Open) {
    this.#open = open;
  }

  /** Shows these microphones, and closes all others. Resolves once those that can be opened are open. */
  async show(deviceIds: readonly string[]): Promise<void> {
    this.close();
    const { signal } = this.#showing;
    for (const id of deviceIds) {
      const level = await this.#tryOpen(id, signal);
      if (signal.aborted) return level?.close();
      if (level === undefined) continue;
      this.#levels.set(id, level);
      if (await this.#onlyOne(deviceIds[0], signal)) return;
    }
  }

  /** One entry for each channel; undefined for a microphone that is not open. */
  peaks(deviceId: string): readonly number[] | undefined {
    return this.#levels.get(deviceId)?.peaks();
  }

  /** Closes every microphone at once, and those still being opened as soon as they are. */
  close(): void {
    this.#showing.abort();
    this.#showing = new AbortController();
    for (const level of this.#levels.values()) level.close();
    this.#levels.clear();
  }

  async #tryOpen(id: string, signal: AbortSignal): Promise<DeviceLevel | undefined> {
    try {
      return await this.#open(id, signal);
    } catch {
      // It has no bar. Whether it can record shows when it is tried.
      return undefined;
    }
  }

  /** If opening another microphone ended an earlier one, opens the first one alone. Returns whether it did. */
  async #onlyOne(first: string | undefined, signal: AbortSignal): Promise<boolean> {
    if (first === undefined || ![...this.#levels.values()].some(({ ended }) => ended)) return false;
    for (const level of this.#levels.values()) level.close();
    this.#levels.clear();
    const level = await this.#tryOpen(first, signal);
    if (signal.aborted) level?.close();
    else if (level !== undefined) this.#levels.set(first, level);
    return true;
  }
}
