import type { FormatId } from '../../../src/shared/audio/formats.ts';

const MAX_NAME_LENGTH = 200;

/** A take as the app should have it. */
export interface PlainTake {
  readonly id: string;
  readonly name: string;
  readonly from: 'microphone' | 'file';
  /** Its sound files by name. A result that replaced an earlier one is listed under the earlier name. */
  readonly files: ReadonlyMap<string, FormatId>;
}

/** A plain list of the takes that a page should contain, kept according to what was asked of the page. */
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

  /** The name that a take gets when `name` is asked for: no two takes have the same name. */
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

/** Removes the number: `converted-s16.2.flac` replaced `converted-s16.flac`. */
export function withoutNumber(file: string): string {
  return file.replace(/\.\d+(?=\.\w+$)/, '');
}
