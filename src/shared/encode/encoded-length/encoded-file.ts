/** Returns up to `length` bytes from `offset`; fewer only where the file ends. */
export type ReadBytes = (offset: number, length: number) => Uint8Array;

export interface EncodedFile {
  readonly read: ReadBytes;
  readonly bytes: number;
}

export interface PlayedLength {
  /** Frames that a decoder presents, without encoder delay and padding. */
  readonly frames: number;
  /** In Hz; the rate at which `frames` are counted. */
  readonly sampleRate: number;
}

/** The file does not prove its length. The parsers throw it and `encodedLength` catches it. */
export class Unproven extends Error {}

/** Returns exactly `length` bytes at `offset`, or throws Unproven. `what` names them in the reason. */
export function viewAt(file: EncodedFile, offset: number, length: number, what: string): DataView {
  if (!Number.isSafeInteger(offset) || offset + length > file.bytes) {
    throw new Unproven(`the file ends before the end of its ${what}`);
  }
  const bytes = file.read(offset, length);
  if (bytes.length < length) throw new Unproven(`the file ends before the end of its ${what}`);
  return new DataView(bytes.buffer, bytes.byteOffset, length);
}

/** Returns the last bytes of the file, at most `most` of them. */
export function viewOfEnd(file: EncodedFile, most: number): DataView {
  const length = Math.min(most, file.bytes);
  return viewAt(file, file.bytes - length, length, 'last bytes');
}

export function bytesOf(view: DataView, from = 0, to: number = view.byteLength): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + from, to - from);
}

/** Converts a 64-bit count to a number. Throws Unproven if it is negative or above 2^53 - 1. */
export function safeCount(count: bigint, what: string): number {
  if (count < 0n || count > BigInt(Number.MAX_SAFE_INTEGER)) throw new Unproven(`${what} is out of range`);
  return Number(count);
}
