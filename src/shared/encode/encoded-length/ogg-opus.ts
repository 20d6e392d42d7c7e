import { readFourCc } from '../../audio/four-cc.ts';
import { crc32 } from './crc.ts';
import {
  bytesOf,
  type EncodedFile,
  type PlayedLength,
  safeCount,
  Unproven,
  viewAt,
  viewOfEnd,
} from './encoded-file.ts';

/** Opus granule positions count at 48 kHz, whatever the input rate (RFC 7845 section 4). */
const OPUS_RATE = 48_000;

const PAGE_HEADER_BYTES = 27;
/** A page is at most 27 + 255 + 255 * 255 = 65307 bytes, so this always includes the entire last page. */
const END_BYTES = 128 * 1024;

const CAPITAL_O = 0x4f;
const FIRST_PAGE = 0x02;
const LAST_PAGE = 0x04;

interface OggPage {
  readonly flags: number;
  readonly granule: bigint;
  readonly serial: number;
  readonly payload: DataView;
}

/**
 * Frames = granule position of the last page - pre-skip (RFC 7845 sections 4.3 and 4.4: the last granule position also
 * trims the padding of the last packet). This holds for streams that begin at granule position 0, as in every file that
 * an encoder writes. It does not hold for a section cut from a live stream (section 4.5).
 */
export function oggOpusLength(file: EncodedFile): PlayedLength {
  const preview = viewAt(file, 0, PAGE_HEADER_BYTES, 'first Ogg page');
  const headBytes = PAGE_HEADER_BYTES + preview.getUint8(26) + 255;
  const first = pageAt(viewAt(file, 0, Math.min(headBytes, file.bytes), 'first Ogg page'), 0);
  if (first === undefined || (first.flags & FIRST_PAGE) === 0)
    throw new Unproven('no Ogg page begins the file');
  const head = first.payload;
  if (head.byteLength < 19 || readFourCc(head, 0) !== 'Opus' || readFourCc(head, 4) !== 'Head') {
    throw new Unproven('the Ogg stream is not Opus');
  }
  if (head.getUint8(8) >> 4 !== 0) throw new Unproven('an OpusHead version that is not known');
  const preSkip = head.getUint16(10, true);

  const last = lastPage(file);
  if (last.serial !== first.serial) throw new Unproven('the last Ogg page belongs to another stream');
  if ((last.flags & LAST_PAGE) === 0) throw new Unproven('the Ogg stream has no end-of-stream page');
  return { frames: safeCount(last.granule, 'the last granule position') - preSkip, sampleRate: OPUS_RATE };
}

/** Returns the page that ends with the file. `OggS` may also occur inside a packet; length and CRC tell them apart. */
function lastPage(file: EncodedFile): OggPage {
  const end = viewOfEnd(file, END_BYTES);
  for (let offset = end.byteLength - PAGE_HEADER_BYTES; offset >= 0; offset--) {
    if (end.getUint8(offset) !== CAPITAL_O || pageEndAt(end, offset) !== end.byteLength) continue;
    const page = pageAt(end, offset);
    if (page !== undefined) return page;
  }
  throw new Unproven('no whole Ogg page ends the file');
}

/**
 * Returns the offset where the page at `offset` ends (RFC 3533 section 6). Undefined if there is no page, or only part
 * of one.
 */
function pageEndAt(view: DataView, offset: number): number | undefined {
  if (view.byteLength - offset < PAGE_HEADER_BYTES) return undefined;
  if (readFourCc(view, offset) !== 'OggS' || view.getUint8(offset + 4) !== 0) return undefined;
  const payloadAt = payloadStart(view, offset);
  if (payloadAt > view.byteLength) return undefined;
  let endAt = payloadAt;
  for (let i = offset + PAGE_HEADER_BYTES; i < payloadAt; i++) endAt += view.getUint8(i);
  return endAt <= view.byteLength ? endAt : undefined;
}

/** The header ends with a table of one byte per segment, which is the segment's length. */
function payloadStart(view: DataView, offset: number): number {
  return offset + PAGE_HEADER_BYTES + view.getUint8(offset + 26);
}

/** Returns the page at `offset`. Undefined if there is none or if it is damaged. */
function pageAt(view: DataView, offset: number): OggPage | undefined {
  const endAt = pageEndAt(view, offset);
  if (endAt === undefined) return undefined;
  const page = bytesOf(view, offset, endAt).slice();
  page.fill(0, 22, 26); // The CRC is computed with its own field set to 0.
  if (crc32(page) !== view.getUint32(offset + 22, true)) return undefined;
  const payloadAt = payloadStart(view, offset);
  return {
    flags: view.getUint8(offset + 5),
    granule: view.getBigInt64(offset + 6, true),
    serial: view.getUint32(offset + 14, true),
    payload: new DataView(view.buffer, view.byteOffset + payloadAt, endAt - payloadAt),
  };
}
