import { viewOf } from './blob-view.ts';

const PAGE_HEADER_BYTES = 27;
/** More than the longest page, so that the last one is always in it. */
const END_BYTES = 128 * 1024;
const OGGS = 0x4f676753;
const LAST_PAGE = 0x04;

/** Whether an Ogg file has lost its end: its last page is not whole, or does not say that it is the last (RFC 3533). */
export async function lacksOggEnd(file: Blob): Promise<boolean> {
  const end = await viewOf(file, Math.max(0, file.size - END_BYTES), END_BYTES);
  for (let offset = end.byteLength - PAGE_HEADER_BYTES; offset >= 0; offset--) {
    if (end.getUint32(offset) === OGGS && end.getUint8(offset + 4) === 0)
      return !isWhole(end, offset) || (end.getUint8(offset + 5) & LAST_PAGE) === 0;
  }
  return false;
}

function isWhole(view: DataView, offset: number): boolean {
  const segments = view.getUint8(offset + 26);
  let pageEnd = offset + PAGE_HEADER_BYTES + segments;
  if (pageEnd > view.byteLength) return false;
  for (let i = 0; i < segments; i++) pageEnd += view.getUint8(offset + PAGE_HEADER_BYTES + i);
  return pageEnd <= view.byteLength;
}
