import { closeSync, fstatSync, openSync } from 'node:fs';
import { readExactly } from './read-exactly.ts';

export interface Mp4Box {
  readonly type: string;
  readonly offset: number;
  readonly bytes: number;
}

/** The top-level boxes of an MP4 file (ISO 14496-12, 4.2). Throws when their sizes do not fill the file exactly. */
export function mp4Boxes(path: string): Mp4Box[] {
  const file = openSync(path, 'r');
  try {
    const fileBytes = fstatSync(file).size;
    const boxes: Mp4Box[] = [];
    for (let at = 0; at < fileBytes;) {
      const head = Buffer.alloc(16);
      readExactly(file, head.subarray(0, Math.min(16, fileBytes - at)), at);
      const type = head.toString('latin1', 4, 8);
      const bytes = boxBytes(head, fileBytes - at);
      if (bytes < 8 || at + bytes > fileBytes) {
        throw new Error(`box "${type}" at ${at} claims ${bytes} bytes, the file has ${fileBytes - at} left`);
      }
      boxes.push({ type, offset: at, bytes });
      at += bytes;
    }
    return boxes;
  } finally {
    closeSync(file);
  }
}

/** Size 1 means that a 64-bit size follows the type. Size 0 means that the box extends to the end of the file. */
function boxBytes(head: Buffer, left: number): number {
  const size = head.readUInt32BE(0);
  if (size === 1) return Number(head.readBigUInt64BE(8));
  return size === 0 ? left : size;
}
