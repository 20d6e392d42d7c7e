import { randomSource } from '../../support/random-source.ts';
import { MemoryHandle, quotaError } from '../storage/memory-handle.ts';

/** A fault at one operation of a disk. Operations are writes, truncates and flushes, counted over all files. */
export interface Fault {
  readonly at: number;
  /** `crash`: nothing works any more. `refuse`: the operation throws. `short`: a write takes half of its bytes. */
  readonly kind: 'crash' | 'refuse' | 'short';
  /** Whether all later operations fail too. A later short write takes nothing. */
  readonly lasting?: boolean;
}

/** What a power cut does to an operation that was not flushed yet. */
export type Fate = 'kept' | 'dropped' | 'trashed';

export const FATES: readonly Fate[] = ['kept', 'dropped', 'trashed'];

type Operation =
  | { readonly kind: 'write'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly bytes: number };

export class Crash extends Error {}

/** The files of one take on a disk that fails at a chosen operation, and their content afterwards. */
export class CrashingDisk {
  readonly #fault: Fault | undefined;
  readonly #files = new Map<string, CrashingHandle>();
  operations = 0;
  /** For each file, the number of operations that threw, and of writes that took nothing. */
  readonly #refused = new Map<string, number>();
  crashed = false;

  constructor(fault?: Fault) {
    this.#fault = fault;
  }

  open(name: string, content?: Uint8Array): CrashingHandle {
    const handle = new CrashingHandle(this, name, content);
    this.#files.set(name, handle);
    return handle;
  }

  contentOf(name: string): Uint8Array {
    return this.#files.get(name)!.content;
  }

  refuse(name: string): void {
    this.#refused.set(name, (this.#refused.get(name) ?? 0) + 1);
  }

  /** Operations refused to all files but one. */
  refusedBesides(name: string): number {
    return [...this.#refused].reduce((sum, [file, count]) => (file === name ? sum : sum + count), 0);
  }

  /** Counts an operation. Returns the kind of fault that it has. */
  next(): Fault['kind'] | undefined {
    const index = this.operations++;
    const fault = this.#fault;
    if (fault === undefined) return undefined;
    return index === fault.at || (fault.lasting === true && index > fault.at) ? fault.kind : undefined;
  }

  isLater(): boolean {
    return this.#fault !== undefined && this.operations - 1 > this.#fault.at;
  }

  /** The files after the process died: everything written is there, and a part of the write that was in progress. */
  afterDeath(seed: number): Map<string, Uint8Array> {
    const random = randomSource(seed);
    return this.#after((file) => file.afterDeath(random));
  }

  /**
   * The files after a power cut: everything flushed is there. `fates` lists what may happen to each operation that was
   * not.
   */
  afterPowerCut(seed: number, fates: readonly Fate[] = FATES): Map<string, Uint8Array> {
    const random = randomSource(seed);
    const fate = (): Fate => fates[Math.floor(random() * fates.length)]!;
    return this.#after((file) => file.afterPowerCut(fate, random));
  }

  #after(content: (file: CrashingHandle) => Uint8Array): Map<string, Uint8Array> {
    return new Map([...this.#files].map(([name, file]) => [name, content(file)]));
  }
}

/** One file of a `CrashingDisk`. */
export class CrashingHandle extends MemoryHandle {
  readonly #disk: CrashingDisk;
  readonly #name: string;
  #durable: Uint8Array;
  /** The operations since the last flush. */
  #pending: Operation[] = [];
  /** The operation that was in progress at the crash. */
  #last: Operation | undefined;

  constructor(disk: CrashingDisk, name: string, content: Uint8Array = new Uint8Array(0)) {
    super(content);
    this.#disk = disk;
    this.#name = name;
    this.#durable = content.slice();
  }

  /** The content that surely survives a power cut. */
  get durable(): Uint8Array {
    return this.#durable;
  }

  /** The operations that a power cut may undo or spoil. */
  get unflushed(): readonly Operation[] {
    return this.#last === undefined ? this.#pending : [...this.#pending, this.#last];
  }

  override write(buffer: Uint8Array, { at }: { at: number }): number {
    this.assertOpen();
    switch (this.#disk.next()) {
      case 'crash':
        return this.#crash({ kind: 'write', at, bytes: buffer.slice() });
      case 'refuse':
        return this.#refuse();
      case 'short': {
        const count = this.#disk.isLater() ? 0 : buffer.length >> 1;
        if (count === 0) this.#disk.refuse(this.#name);
        return this.#write(buffer.subarray(0, count), at);
      }
      case undefined:
        return this.#write(buffer, at);
    }
  }

  override truncate(bytes: number): void {
    this.assertOpen();
    const fault = this.#disk.next();
    if (fault === 'crash') this.#crash({ kind: 'truncate', bytes });
    if (fault === 'refuse') this.#refuse();
    super.truncate(bytes);
    this.#pending.push({ kind: 'truncate', bytes });
  }

  override flush(): void {
    this.assertOpen();
    const fault = this.#disk.next();
    if (fault === 'crash') this.#crash();
    if (fault === 'refuse') this.#refuse();
    this.#durable = this.content;
    this.#pending = [];
    super.flush();
  }

  afterDeath(random: () => number): Uint8Array {
    const file = new MemoryHandle(this.content);
    if (this.#last?.kind === 'write') {
      const { bytes, at } = this.#last;
      file.write(bytes.subarray(0, Math.floor(random() * (bytes.length + 1))), { at });
    }
    return file.content;
  }

  afterPowerCut(fate: () => Fate, random: () => number): Uint8Array {
    const file = new MemoryHandle(this.#durable);
    for (const operation of this.unflushed) {
      const end = fate();
      if (end === 'dropped') continue;
      if (operation.kind === 'truncate') file.truncate(operation.bytes);
      else
        file.write(end === 'kept' ? operation.bytes : trashed(operation.bytes, random), { at: operation.at });
    }
    return file.content;
  }

  protected override assertOpen(): void {
    if (this.#disk.crashed) throw new Crash();
    super.assertOpen();
  }

  #write(buffer: Uint8Array, at: number): number {
    const count = super.write(buffer, { at });
    if (count > 0) this.#pending.push({ kind: 'write', at, bytes: buffer.slice(0, count) });
    return count;
  }

  #refuse(): never {
    this.#disk.refuse(this.#name);
    throw quotaError();
  }

  #crash(operation?: Operation): never {
    this.#last = operation;
    this.#disk.crashed = true;
    throw new Crash();
  }
}

/** The beginning is correct, or nothing is. The rest is random, or the file ends before it. */
function trashed(bytes: Uint8Array, random: () => number): Uint8Array {
  const right = random() < 0.5 ? 0 : Math.floor(random() * bytes.length);
  if (random() < 0.3) return bytes.slice(0, right);
  return bytes.map((byte, i) => (i < right ? byte : Math.floor(random() * 256)));
}
