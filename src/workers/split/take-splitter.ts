import { CapstanError } from '../../shared/base/errors.ts';
import type { FileLike } from '../../shared/base/file-like.ts';
import type { TakeEvent, TakeSpec } from '../../shared/take/take-events.ts';
import type { TakeSplitterApi } from '../../shared/journal/take-splitter-api.ts';
import type { WavMarker } from '../../shared/take/wav-markers.ts';
import { closeTakeFiles, openTakeFiles } from '../take/take-files.ts';
import { PartWriter } from './part-writer.ts';

/** The service of the worker that splits a take. */
export class TakeSplitter implements TakeSplitterApi {
  readonly #parts: PartWriter[] = [];

  async begin(spec: TakeSpec): Promise<void> {
    const files = await openTakeFiles(spec.id, true);
    try {
      this.#parts.push(new PartWriter(spec, files));
    } catch (error) {
      closeTakeFiles(files);
      throw error;
    }
  }

  async add(packed: FileLike): Promise<void> {
    const bytes = new Uint8Array(await (packed as Blob).arrayBuffer());
    this.#begun().add(bytes);
  }

  async seal(events: readonly TakeEvent[], markers: readonly WavMarker[]): Promise<void> {
    this.#begun().seal(events, markers);
  }

  async commit(): Promise<void> {
    for (const part of this.#parts) part.commit();
    this.#close();
  }

  async abandon(): Promise<void> {
    this.#close();
  }

  #begun(): PartWriter {
    const part = this.#parts.at(-1);
    if (part === undefined) throw new CapstanError('wrong-state', 'no part was begun');
    return part;
  }

  #close(): void {
    for (const part of this.#parts.splice(0)) part.close();
  }
}
