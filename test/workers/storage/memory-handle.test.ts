import { expect, test } from 'vitest';
import { MemoryHandle } from './memory-handle.ts';

/** The substitute for a browser's file must itself behave like one. */
test('a write beyond the end leaves zeros between, a read beyond it gives nothing', () => {
  const handle = new MemoryHandle(Uint8Array.of(1, 2));
  expect(handle.write(Uint8Array.of(5, 6), { at: 4 })).toBe(2);
  expect([...handle.content]).toEqual([1, 2, 0, 0, 5, 6]);
  const target = new Uint8Array(4).fill(9);
  expect(handle.read(target, { at: 4 })).toBe(2);
  expect([...target]).toEqual([5, 6, 9, 9]);
  expect(handle.read(target, { at: 100 })).toBe(0);
});

test('truncating cuts, and what grows back is zero', () => {
  const handle = new MemoryHandle(Uint8Array.of(1, 2, 3, 4));
  handle.truncate(1);
  handle.truncate(3);
  expect([...handle.content]).toEqual([1, 0, 0]);
});

test('a full disk takes what fits, or throws and takes nothing; what is there can be written over', () => {
  const handle = new MemoryHandle(Uint8Array.of(1, 2, 3));
  handle.quotaBytes = 5;
  expect(() => handle.write(Uint8Array.of(7, 7, 7), { at: 3 })).toThrow(/no space/);
  expect(handle.getSize()).toBe(3);
  handle.refusal = 'short-write';
  expect(handle.write(Uint8Array.of(7, 7, 7), { at: 3 })).toBe(2);
  expect(handle.write(Uint8Array.of(7), { at: 5 })).toBe(0);
  expect(handle.write(Uint8Array.of(9), { at: 0 })).toBe(1);
  expect([...handle.content]).toEqual([9, 2, 3, 7, 7]);
});

test('a closed file refuses everything', () => {
  const handle = new MemoryHandle();
  handle.close();
  handle.close();
  expect(() => handle.getSize()).toThrow(DOMException);
  expect(() => handle.write(new Uint8Array(1), { at: 0 })).toThrow(DOMException);
});
