import type { FormatId } from '../../../src/shared/audio/formats.ts';

const MAX_NAME_LENGTH = 200;

/** A take as it should be. */
export interface PlainTake {
  readonly id: string;
  readonly name: string;
  readonly from: 'microphone' | 'file';
  /** Its sound files by name; results that took an earlier one's place have its name. */
  readonly files: ReadonlyMap<string, FormatId>;
}

/** A plain list of what a page full of takes should hold, kept by the words of what was asked of it. */
export class PlainTakes {
  readonly #takes = new Map<string, PlainTake>();
  /** Name of the take that is being recorded. */
  claimed: string | undefined;

  /** As the page lists them: newest first. */
  get all(): readonly PlainTake[] {
    return [...this.#takes.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  has(id: string): boolean {
    return this.#takes.has(id);
  }

  put(take: PlainTake): void {
    this.#takes.set(take.id, take);
  }

  addFile(id: string, file: string, format: FormatId): void {
    const take = this.#takes.get(id)!;
    this.put({ ...take, files: new Map([...take.files, [withoutNumber(file), format]]) });
  }

  rename(id: string, name: string): void {
    this.put({ ...this.#takes.get(id)!, name });
  }

  delete(id: string): void {
    this.#takes.delete(id);
  }

  /** The name that a take gets which is to be called so: no two have the same. */
  distinct(name: string, own?: PlainTake): string {
    const taken = this.all.filter(({ id }) => id !== own?.id).map((take) => take.name);
    if (this.claimed !== undefined) taken.push(this.claimed);
    for (let nth = 1; ; nth++) {
      const number = nth === 1 ? '' : ` (${nth})`;
      const candidate = name.slice(0, MAX_NAME_LENGTH - number.length) + number;
      if (!taken.includes(candidate)) return candidate;
    }
  }
}

/** `converted-s16.2.flac` took the place of `converted-s16.flac`. */
export function withoutNumber(file: string): string {
  return file.replace(/\.\d+(?=\.\w+$)/, '');
}
