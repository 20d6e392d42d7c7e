import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MemoryFile } from '../../../src/workers/files/memory-file.ts';
import { MemoryTakes } from '../../../src/workers/files/memory-takes.ts';
import { MemoryHandle } from '../storage/memory-handle.ts';

const MIB = 2 ** 20;

test('it is a file: whatever is written, cut and grown reads back, across its pages', async () => {
  const at = fc.integer({ min: 0, max: 3 * MIB });
  const step = fc.oneof(
    fc.record({ kind: fc.constant('write' as const), at, bytes: fc.integer({ min: 1, max: 1.5 * MIB }) }),
    fc.record({ kind: fc.constant('truncate' as const), at }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const file = new MemoryFile(() => Number.POSITIVE_INFINITY);
      const model = new MemoryHandle();
      steps.forEach((each, i) => {
        if (each.kind === 'truncate') for (const one of [file, model]) one.truncate(each.at);
        else {
          const data = new Uint8Array(each.bytes).map((_, k) => (k * 31 + i * 7 + 1) & 0xff);
          expect(file.write(data, { at: each.at })).toBe(model.write(data, { at: each.at }));
        }
      });
      expect(file.getSize()).toBe(model.getSize());
      const read = new Uint8Array(model.getSize() + 10);
      expect(file.read(read, { at: 0 })).toBe(model.getSize());
      expect(Buffer.compare(read.subarray(0, model.getSize()), model.content)).toBe(0);
      const content = new Uint8Array(await file.content().arrayBuffer());
      expect(Buffer.compare(content, model.content)).toBe(0);
    }),
    { numRuns: 40 },
  );
});

test('takes share their capacity: the one that reaches it gets what fits, then is told, and room comes back by deleting', async () => {
  const takes = new MemoryTakes(3 * MIB);
  const first = await takes.open('one', 'audio.wav', true);
  first.write(new Uint8Array(2 * MIB), { at: 0 });
  const second = await takes.open('two', 'audio.wav', true);
  expect(second.write(new Uint8Array(2 * MIB), { at: 0 })).toBe(MIB);
  expect(() => second.write(new Uint8Array(1), { at: MIB })).toThrow(
    expect.objectContaining({ code: 'memory-full' }),
  );
  // Existing bytes can be overwritten, as a header is.
  expect(second.write(new Uint8Array([7]), { at: 0 })).toBe(1);
  first.close();
  expect(takes.room()).toBe(0);
  takes.delete('one');
  expect(takes.room()).toBe(2 * MIB);
});

test('a file that is open is not opened again, and listed only if it is a log; closed, it is listed whole and goes on where it ended', async () => {
  const takes = new MemoryTakes();
  const log = await takes.open('take', 'events.jsonl', true);
  log.write(new TextEncoder().encode('one\n'), { at: 0 });
  await takes.open('take', 'audio.wav', false);
  expect(takes.list()[0]!.files.map(({ name, size }) => [name, size])).toEqual([['events.jsonl', 4]]);
  await expect(takes.open('take', 'events.jsonl', false)).rejects.toMatchObject({ code: 'take-busy' });
  log.close();
  const again = await takes.open('take', 'events.jsonl', false);
  again.write(new TextEncoder().encode('two\n'), { at: again.getSize() });
  again.close();
  const [file] = takes.list()[0]!.files;
  expect(file!.name).toBe('events.jsonl');
  expect(await file!.text()).toBe('one\ntwo\n');
  await expect(takes.open('another', 'audio.wav', false)).rejects.toMatchObject({ code: 'take-not-found' });
});

describe('takes that are over their limit, because of a finished file', () => {
  const LOG = new TextEncoder().encode(`${'x'.repeat(199)}\n`);

  /** A take with a log, an encoded file of so many bytes, and a limit of 1000 bytes. */
  async function takeWith(bytes: number): Promise<MemoryTakes> {
    const takes = new MemoryTakes(1000);
    const log = await takes.open('a', 'events.jsonl', true);
    log.write(LOG, { at: 0 });
    log.close();
    takes.keep('a', 'take.opus', new Blob([new Uint8Array(bytes)]));
    return takes;
  }

  const sizesOf = (takes: MemoryTakes) =>
    Object.fromEntries(takes.list()[0]!.files.map(({ name, size }) => [name, size]));

  test.each([
    ['have no room', 1200],
    ['have room for half of the log', 900],
  ])('lose nothing of a log that is opened while they %s', async (_, bytes) => {
    const takes = await takeWith(bytes);
    const opening = takes.open('a', 'events.jsonl', false);
    expect(sizesOf(takes)).toEqual({ 'events.jsonl': 200, 'take.opus': bytes });
    (await opening).close();
    expect(sizesOf(takes)).toEqual({ 'events.jsonl': 200, 'take.opus': bytes });
    expect(await takes.list()[0]!.files[0]!.text()).toBe(new TextDecoder().decode(LOG));
  });

  test('take one more event, such as that the take is deleted, but no more of a recording', async () => {
    const takes = await takeWith(1200);
    const log = await takes.open('a', 'events.jsonl', false);
    expect(log.write(LOG, { at: 200 })).toBe(200);
    // The room that a recording keeps for its log.
    expect(log.write(new Uint8Array(64 * 1024), { at: 400 })).toBeLessThan(4096);
    expect(() => log.write(new Uint8Array(1), { at: log.getSize() })).toThrow('memory-full');
    const audio = await takes.open('a', 'audio.wav', false);
    expect(() => audio.write(new Uint8Array(1), { at: 0 })).toThrow('memory-full');
  });

  test('have a file that could not be opened as it was, and it can be opened later', async () => {
    const takes = new MemoryTakes(1000);
    const log = await takes.open('a', 'events.jsonl', true);
    log.close();
    const content = new Blob([LOG]);
    content.arrayBuffer = () => Promise.reject(new DOMException('lost', 'NotReadableError'));
    takes.keep('a', 'events.jsonl', content);
    await expect(takes.open('a', 'events.jsonl', false)).rejects.toMatchObject({ code: 'storage-failed' });
    expect(sizesOf(takes)).toEqual({ 'events.jsonl': 200 });
    content.arrayBuffer = Blob.prototype.arrayBuffer;
    expect((await takes.open('a', 'events.jsonl', false)).getSize()).toBe(200);
  });
});
