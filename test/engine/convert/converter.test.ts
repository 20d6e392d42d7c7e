import { afterEach, expect, test, vi } from 'vitest';
import { Converter } from '../../../src/engine/convert/converter.ts';
import type { TakeLibrary } from '../../../src/engine/takes/take-library.ts';

/** A browser's locks, limited to exclusive ones. */
class Locks {
  readonly held = new Set<string>();

  async request(
    name: string,
    options: LockOptions,
    work: (lock: object | null) => Promise<void> | undefined,
  ): Promise<void> {
    await Promise.resolve();
    if (this.held.has(name)) {
      if (options.ifAvailable === true) return work(null);
      return new Promise((_, reject) =>
        options.signal?.addEventListener('abort', () => reject(options.signal!.reason as Error)),
      );
    }
    this.held.add(name);
    try {
      await work({ name });
    } finally {
      this.held.delete(name);
    }
  }
}

afterEach(() => vi.unstubAllGlobals());

test('one take is not converted to one quality twice at once: both would write to one file', async () => {
  const locks = new Locks();
  vi.stubGlobal('navigator', { locks });
  const planned: { promise: Promise<never>; reject: (reason: Error) => void }[] = [];
  const takes = {
    get() {
      let reject!: (reason: Error) => void;
      const promise = new Promise<never>((_, no) => (reject = no));
      planned.push({ promise, reject });
      return promise;
    },
  } as unknown as TakeLibrary;
  const core = { load: () => Promise.resolve() };
  const convert = (format: 'opus' | 'mp3', quality?: string) =>
    // Each conversion has its own converter, as on the page.
    new Converter(core as never, undefined as never, takes).convert({
      source: { kind: 'take', takeId: 'a', file: 'audio.wav' },
      format,
      ...(quality !== undefined && { quality }),
    });
  const first = convert('opus', 'voice-32');
  await expect(convert('opus', 'voice-32')).rejects.toMatchObject({ code: 'take-busy' });
  const others = [convert('opus', 'voice-64'), convert('mp3')];
  await vi.waitFor(() => expect(planned).toHaveLength(3));
  for (const { reject } of planned) reject(new Error('over'));
  await Promise.allSettled([first, ...others]);
  await vi.waitFor(() => expect(locks.held.size).toBe(0));
});

test.each([undefined, '', 5])(
  'a file is not converted under the name %s, for which nothing is loaded',
  async (name) => {
    const load = vi.fn(() => Promise.resolve());
    const converter = new Converter({ load } as never, undefined as never, undefined as never);
    const source = { kind: 'file', file: new File([], 'song.mp3'), name: name as string } as const;
    await expect(converter.convert({ source, format: 'opus' })).rejects.toMatchObject({
      code: 'invalid-option',
      detail: expect.stringMatching(/^name must /) as string,
    });
    expect(load).not.toHaveBeenCalled();
  },
);
