import { vi } from 'vitest';
import {
  Converter,
  type ConvertOutcome,
  type ConvertRequest,
} from '../../../src/engine/convert/converter.ts';
import type { FormatId } from '../../../src/shared/audio/formats.ts';
import { Folders } from '../edit/memory-takes.ts';
import { BytesFile, core } from './node-core.ts';

/** What the core's script, `EncoderService` and `Converter` need of a page and its workers. */
export function stubPage(): void {
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('importScripts', () => {});
  vi.stubGlobal('location', { href: import.meta.url });
  vi.stubGlobal('navigator', {
    locks: { request: (name: string, _: object, work: (lock: object) => unknown) => work({ name }) },
  });
  vi.stubGlobal(
    'FileReaderSync',
    class {
      readAsArrayBuffer = (part: BytesFile) => part.whole.buffer;
    },
  );
}

/** Converts an opened file. Returns what is told of it, and the new file. */
export async function convertFile(
  bytes: Uint8Array,
  format: FormatId = 'wav',
  options: Partial<ConvertRequest> = {},
): Promise<Extract<ConvertOutcome, { outcome: 'done' }> & { content: Uint8Array }> {
  const folders = new Folders();
  const { library } = folders;
  const journal = await library.journalOf('');
  const converter = new Converter(core as never, journal, library);
  const file = new BytesFile(Uint8Array.from(bytes), 'opened');
  const outcome = await converter.convert({
    source: { kind: 'file', file, name: 'Opened' },
    format,
    ...options,
  });
  if (outcome.outcome !== 'done') throw new Error('cancelled');
  const content = await (await library.read(outcome.take.id, outcome.file.file)).arrayBuffer();
  return { ...outcome, content: new Uint8Array(content) };
}
