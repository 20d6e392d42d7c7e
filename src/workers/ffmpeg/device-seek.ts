import type { EmscriptenStream } from './ffmpeg-core-types.ts';

/** lseek(2) on a device of `size` bytes. Returns the new position, or -1 where it would be negative. */
export function seek(stream: EmscriptenStream, offset: number, whence: number, size: number): number {
  const base = whence === 1 ? stream.position : whence === 2 ? size : 0;
  return base + offset < 0 ? -1 : base + offset;
}

/** The WebAssembly heap as bytes: Emscripten hands devices a signed view, which may change when memory grows. */
export function heapBytes(heap: Int8Array): Uint8Array {
  return new Uint8Array(heap.buffer as ArrayBuffer, heap.byteOffset, heap.byteLength);
}
