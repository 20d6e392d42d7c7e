import type { AccessHandle } from '../../../src/workers/files/access-handle.ts';

/**
 * What the journal relies on in a FileSystemSyncAccessHandle. One suite checks every implementation: the tests' own in
 * Node, the salvage tool's, and the browser's, which runs in a worker. It therefore needs no test framework.
 */
export interface ContractFile {
  /** An open handle on an empty file. */
  readonly handle: AccessHandle;
  /** Opens the same file again after `handle` was closed. */
  reopen(): Promise<AccessHandle>;
}

export interface ContractCase {
  readonly name: string;
  /** Throws when the promise is broken. */
  run(file: ContractFile): Promise<void> | void;
}

export const ACCESS_HANDLE_CONTRACT: readonly ContractCase[] = [
  {
    name: 'an empty file has no bytes to read',
    run({ handle }) {
      same('size', handle.getSize(), 0);
      const target = new Uint8Array(3).fill(9);
      same('bytes read', handle.read(target, { at: 0 }), 0);
      same('target', [...target], [9, 9, 9]);
    },
  },
  {
    name: 'a write tells how many bytes it took, and they are read back',
    run({ handle }) {
      same('bytes written', handle.write(Uint8Array.of(1, 2, 3), { at: 0 }), 3);
      same('bytes written', handle.write(Uint8Array.of(4, 5), { at: 3 }), 2);
      same('content', contentOf(handle), [1, 2, 3, 4, 5]);
    },
  },
  {
    name: 'a read at the end is short and leaves the rest of its target alone; one behind it gives nothing',
    run({ handle }) {
      handle.write(Uint8Array.of(1, 2, 3), { at: 0 });
      const target = new Uint8Array(4).fill(9);
      same('bytes read', handle.read(target, { at: 1 }), 2);
      same('target', [...target], [2, 3, 9, 9]);
      same('bytes read at the end', handle.read(target, { at: 3 }), 0);
      same('bytes read behind it', handle.read(target, { at: 1000 }), 0);
      same('target', [...target], [2, 3, 9, 9]);
    },
  },
  {
    name: 'a write in the middle changes those bytes and no other',
    run({ handle }) {
      handle.write(Uint8Array.of(1, 2, 3, 4, 5), { at: 0 });
      same('bytes written', handle.write(Uint8Array.of(8, 9), { at: 1 }), 2);
      same('content', contentOf(handle), [1, 8, 9, 4, 5]);
    },
  },
  {
    name: 'a write across the end overwrites and grows',
    run({ handle }) {
      handle.write(Uint8Array.of(1, 2, 3), { at: 0 });
      handle.write(Uint8Array.of(7, 8, 9), { at: 2 });
      same('content', contentOf(handle), [1, 2, 7, 8, 9]);
    },
  },
  {
    name: 'a write behind the end leaves zeros between',
    run({ handle }) {
      handle.write(Uint8Array.of(1), { at: 0 });
      handle.write(Uint8Array.of(2), { at: 200_000 });
      same('size', handle.getSize(), 200_001);
      const content = contentOf(handle);
      same('first and last', [content[0], content[200_000]], [1, 2]);
      same(
        'between',
        content.slice(1, -1).findIndex((byte) => byte !== 0),
        -1,
      );
    },
  },
  {
    name: 'a view is written as the bytes it shows, once and for all',
    run({ handle }) {
      const buffer = Uint8Array.of(1, 2, 3, 4);
      handle.write(buffer.subarray(1, 3), { at: 0 });
      buffer.fill(0);
      same('content', contentOf(handle), [2, 3]);
    },
  },
  {
    name: 'a read into a view fills the view alone',
    run({ handle }) {
      handle.write(Uint8Array.of(1, 2, 3, 4), { at: 0 });
      const buffer = new Uint8Array(5).fill(9);
      same('bytes read', handle.read(buffer.subarray(1, 3), { at: 1 }), 2);
      same('buffer', [...buffer], [9, 2, 3, 9, 9]);
    },
  },
  {
    name: 'truncating cuts, and what grows back is zero',
    run({ handle }) {
      handle.write(Uint8Array.of(1, 2, 3, 4, 5), { at: 0 });
      handle.truncate(2);
      same('content', contentOf(handle), [1, 2]);
      handle.truncate(4);
      same('content', contentOf(handle), [1, 2, 0, 0]);
      handle.write(Uint8Array.of(7), { at: 5 });
      same('content', contentOf(handle), [1, 2, 0, 0, 0, 7]);
      handle.truncate(0);
      same('size', handle.getSize(), 0);
    },
  },
  {
    name: 'a write of nothing takes nothing',
    run({ handle }) {
      handle.write(Uint8Array.of(1), { at: 0 });
      same('bytes written', handle.write(new Uint8Array(0), { at: 1 }), 0);
      same('content', contentOf(handle), [1]);
    },
  },
  {
    name: 'a flush changes nothing that can be seen',
    run({ handle }) {
      handle.flush();
      handle.write(Uint8Array.of(1, 2), { at: 0 });
      handle.flush();
      handle.flush();
      handle.write(Uint8Array.of(3), { at: 2 });
      same('content', contentOf(handle), [1, 2, 3]);
    },
  },
  {
    name: 'several MiB, written in pieces of odd sizes, come back byte for byte',
    run({ handle }) {
      const bytes = Uint8Array.from({ length: 3_000_017 }, (_, i) => (i * 2654435761) >>> 24);
      for (let at = 0; at < bytes.length; at += 70_001) {
        const piece = bytes.subarray(at, at + 70_001);
        same('bytes written', handle.write(piece, { at }), piece.length);
      }
      const content = contentOf(handle);
      same('size', content.length, bytes.length);
      same(
        'first difference',
        content.findIndex((byte, i) => byte !== bytes[i]),
        -1,
      );
    },
  },
  {
    name: 'a closed file can be closed again, and does nothing else',
    run({ handle }) {
      handle.write(Uint8Array.of(1), { at: 0 });
      handle.close();
      handle.close();
      for (const use of [
        () => handle.getSize(),
        () => handle.read(new Uint8Array(1), { at: 0 }),
        () => handle.write(new Uint8Array(1), { at: 0 }),
        () => handle.truncate(0),
        () => handle.flush(),
      ]) {
        same('error', errorOf(use), 'InvalidStateError');
      }
    },
  },
  {
    name: 'what was written is there when the file is opened again, flushed or not',
    async run(file) {
      file.handle.write(Uint8Array.of(1, 2, 3, 4), { at: 0 });
      file.handle.flush();
      file.handle.write(Uint8Array.of(9), { at: 3 });
      file.handle.truncate(5);
      file.handle.close();
      const again = await file.reopen();
      same('content', contentOf(again), [1, 2, 3, 9, 0]);
      again.close();
    },
  },
];

function contentOf(handle: AccessHandle): number[] {
  const bytes = new Uint8Array(handle.getSize());
  same('bytes read', handle.read(bytes, { at: 0 }), bytes.length);
  return [...bytes];
}

function errorOf(use: () => unknown): string {
  try {
    use();
    return 'none';
  } catch (error) {
    return error instanceof Error ? error.name : 'something that is no error';
  }
}

function same(what: string, actual: unknown, expected: unknown): void {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (got !== wanted) throw new Error(`${what}: ${got}, not ${wanted}`);
}
