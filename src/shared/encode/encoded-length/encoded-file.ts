/** Up to `length` bytes from `offset`; fewer only where the file ends. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

export interface EncodedFile {
  readonly read: ReadBytes;
  readonly bytes: number;
}

export interface PlayedLength {
  /** Frames a decoder presents, encoder delay and padding already taken off. */
  readonly frames: number;
  /** Hz: the rate that `frames` are counted at. */
  readonly sampleRate: number;
}

/** The file does not prove its length. Thrown by the parsers, caught in `encodedLength`. */
export class Unproven extends Error {}

/** Exactly `length` bytes at `offset`, or Unproven. `what` names them in the reason. */
export function viewAt(file: EncodedFile, offset: number, length: number, what: string): DataView {
  if (!Number.isSafeInteger(offset) || offset + length > file.bytes) {
    throw new Unproven(`the file ends before the end of its ${what}`);
  }
  const bytes = file.read(offset, length);
  if (bytes.length < length) throw new Unproven(`the file ends before the end of its ${what}`);
  return new DataView(bytes.buffer, bytes.byteOffset, length);
}

/** The last bytes of the file, `most` at the most. */
export function viewOfEnd(file: EncodedFile, most: number): DataView {
  const length = Math.min(most, file.bytes);
  return viewAt(file, file.bytes - length, length, 'last bytes');
}

export function bytesOf(view: DataView, from = 0, to: number = view.byteLength): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + from, to - from);
}

/** A 64-bit count as a number; Unproven when it is past 2^53 - 1. */
export function safeCount(count: bigint, what: string): number {
  if (count < 0n || count > BigInt(Number.MAX_SAFE_INTEGER)) throw new Unproven(`${what} is out of range`);
  return Number(count);
}
