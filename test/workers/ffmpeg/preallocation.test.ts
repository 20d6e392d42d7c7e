import { expect, test } from 'vitest';
import { Preallocation } from '../../../src/workers/ffmpeg/preallocation.ts';
import { MemoryHandle } from '../storage/memory-handle.ts';

const MIB = 2 ** 20;

/** Writes `bytes` in pages, as ffmpeg does, and reserves room. */
function write(handle: MemoryHandle, room: Preallocation, from: number, bytes: number): void {
  for (let at = from; at < from + bytes; at += 4096) {
    handle.write(new Uint8Array(4096).fill(1), { at });
    room.reserve(at + 4096);
  }
}

test('a file whose disk is filled by others goes on for 2 MiB and a sixteenth of its length', () => {
  const handle = new MemoryHandle();
  const room = new Preallocation(handle);
  write(handle, room, 0, 8 * MIB);
  handle.quotaBytes = 0;
  write(handle, room, 8 * MIB, 2.5 * MIB);
  expect(() => write(handle, room, 10.5 * MIB, 2 * MIB)).toThrow('no space');
  expect(handle.content.subarray(0, 10.5 * MIB).every((byte) => byte === 1)).toBe(true);
});

test('what is not used is given back', () => {
  const handle = new MemoryHandle();
  const room = new Preallocation(handle);
  write(handle, room, 0, 40_960);
  expect(handle.getSize()).toBeGreaterThan(2 * MIB);
  room.trim(40_960);
  expect(handle.getSize()).toBe(40_960);
});

test('a disk that has no room to keep takes what fits all the same', () => {
  const handle = new MemoryHandle();
  handle.quotaBytes = 100_000;
  const room = new Preallocation(handle);
  write(handle, room, 0, 81_920);
  room.trim(81_920);
  expect(handle.getSize()).toBe(81_920);
});
