import { vi } from 'vitest';
import type { ConvertRequest } from '../../../../src/engine/convert/convert-request.ts';
import { Converter, type ConvertOutcome } from '../../../../src/engine/convert/converter.ts';
import type { FormatId } from '../../../../src/shared/audio/formats.ts';
import { Folders } from '../../edit/memory-takes.ts';
import { BytesFile, core } from './node-core.ts';

/** What the core's script, `EncoderService` and `Converter` need of a page and its workers. */
export function stubPage(): void {
  vi.stubGlobal('self', globalThis);
  vi.stubGlobal('File', BytesFile);
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

type Converted = Extract<ConvertOutcome, { outcome: 'done' }> & { content: Uint8Array };

/** Converts opened files, and the takes that they become. */
export async function converting() {
  const folders = new Folders();
  const { library } = folders;
  const { read } = library;
  library.read = async (...args) => new BytesFile([await (await read(...args)).bytes()], args[1]);
  const converter = new Converter(core as never, await library.journalOf(''), library);
  return {
    folders,
    async convert(request: ConvertRequest): Promise<Converted> {
      const outcome = await converter.convert(request);
      if (outcome.outcome !== 'done') throw new Error('cancelled');
      return { ...outcome, content: await (await library.read(outcome.take.id, outcome.file.file)).bytes() };
    },
  };
}

/** Converts an opened file. Returns what is told of it, and the new file. */
export async function convertFile(
  bytes: Uint8Array,
  format: FormatId = 'wav',
  options: Partial<ConvertRequest> = {},
): Promise<Converted> {
  const file = new BytesFile([Uint8Array.from(bytes)], 'opened');
  const { convert } = await converting();
  return convert({ source: { kind: 'file', file, name: 'Opened' }, format, ...options });
}
