import { readFourCc } from '../../audio/four-cc.ts';
import { type EncodedFile, type PlayedLength, safeCount, Unproven, viewAt } from './encoded-file.ts';

/** A damaged file may claim any number of boxes or table entries. These limits are far above what a recording has. */
const MAX_BOXES = 1000;
const MAX_STTS_ENTRIES = 100_000;

interface Box {
  readonly type: string;
  /** Offsets of the payload's start and of the box's end. */
  readonly start: number;
  readonly end: number;
}

/**
 * Frames = media duration - media time of the edit that plays it (ISO/IEC 14496-12 sections 8.6.1.2 `stts`, 8.4.2
 * `mdhd`, 8.6.6 `elst`), as long as the edit's own duration agrees. The edit's duration is counted in ticks of the
 * movie timescale (`mvhd`, a millisecond by libavformat's default) and rounded twice, so it is used only if it differs
 * by more than two ticks. The file must have one audio track and no fragments, and the media timescale must equal the
 * sample rate.
 */
export function m4aLength(file: EncodedFile): PlayedLength {
  const top = boxesIn(file, 0, file.bytes);
  if (top[0]?.type !== 'ftyp') throw new Unproven('the file does not begin with an ftyp box');
  if (top.some(({ type }) => type === 'moof')) throw new Unproven('the MP4 file is fragmented');
  const mdat = one(top, 'mdat');
  if (mdat.end === mdat.start) throw new Unproven('the mdat box is empty');
  const moov = children(file, one(top, 'moov'));
  const movieTimescale = readTimes(file, one(moov, 'mvhd')).timescale;

  const tracks = moov.filter(({ type }) => type === 'trak').map((box) => children(file, box));
  const audio = tracks.filter((track) => handlerOf(file, track) === 'soun');
  if (audio.length !== 1) throw new Unproven(`the MP4 file has ${audio.length} audio tracks, not 1`);
  const track = audio[0]!;
  const media = children(file, one(track, 'mdia'));
  const { timescale, duration } = readTimes(file, one(media, 'mdhd'));
  const table = children(file, one(children(file, one(media, 'minf')), 'stbl'));

  const { samples, ticks } = readStts(file, one(table, 'stts'));
  if (ticks !== duration) throw new Unproven(`stts adds up to ${ticks} and mdhd says ${duration}`);
  const sized = payload(file, one(table, 'stsz'), 12).getUint32(8);
  if (sized !== samples) throw new Unproven(`stts counts ${samples} samples and stsz ${sized}`);
  const entryRate = sampleEntryRate(file, one(table, 'stsd'));
  if (entryRate !== 0 && entryRate !== timescale) {
    throw new Unproven(`the media timescale is ${timescale} and the sample rate ${entryRate}`);
  }

  const edit = readEdit(file, track);
  if (edit === undefined) return { frames: ticks, sampleRate: timescale };
  const afterEdit = ticks - edit.mediaTime;
  const byEdit = (edit.duration * timescale) / movieTimescale;
  // 0 means "to the end" (section 8.6.6.1).
  const agrees = edit.duration === 0 || Math.abs(byEdit - afterEdit) <= (2 * timescale) / movieTimescale;
  if (!agrees && byEdit > afterEdit) throw new Unproven('the edit list plays more than the track has');
  return { frames: agrees ? afterEdit : Math.round(byEdit), sampleRate: timescale };
}

/** Returns the boxes from `start`, which must fill the space up to `end` exactly (ISO/IEC 14496-12 section 4.2). */
function boxesIn(file: EncodedFile, start: number, end: number): Box[] {
  const boxes: Box[] = [];
  for (let at = start; at < end;) {
    if (boxes.length === MAX_BOXES) throw new Unproven('the MP4 file has too many boxes');
    const head = viewAt(file, at, 8, 'MP4 boxes');
    const type = readFourCc(head, 4);
    let size = head.getUint32(0);
    let headBytes = 8;
    if (size === 1) {
      headBytes = 16;
      size = safeCount(viewAt(file, at + 8, 8, 'MP4 boxes').getBigUint64(0), 'a box size');
    } else if (size === 0) {
      size = end - at; // "to the end of the file"
    }
    if (size < headBytes || at + size > end) throw new Unproven(`the ${type} box does not fit into the file`);
    boxes.push({ type, start: at + headBytes, end: at + size });
    at += size;
  }
  return boxes;
}

function children(file: EncodedFile, box: Box): Box[] {
  return boxesIn(file, box.start, box.end);
}

function one(boxes: readonly Box[], type: string): Box {
  const found = boxes.filter((box) => box.type === type);
  if (found.length !== 1)
    throw new Unproven(`the MP4 file has ${found.length} ${type} boxes where 1 belongs`);
  return found[0]!;
}

/** Returns `length` bytes of a box, starting at `offset` in its payload. */
function payload(file: EncodedFile, box: Box, length: number, offset = 0): DataView {
  if (box.start + offset + length > box.end) throw new Unproven(`the ${box.type} box is too short`);
  return viewAt(file, box.start + offset, length, `${box.type} box`);
}

function handlerOf(file: EncodedFile, track: readonly Box[]): string {
  return readFourCc(payload(file, one(children(file, one(track, 'mdia')), 'hdlr'), 12), 8);
}

/** Timescale and duration from `mvhd` or `mdhd`, whose first fields are the same. Version 1 has 64-bit times. */
function readTimes(file: EncodedFile, box: Box): { timescale: number; duration: number } {
  const long = payload(file, box, 4).getUint8(0) === 1;
  const view = payload(file, box, long ? 32 : 20);
  const timescale = view.getUint32(long ? 20 : 12);
  const duration = long ? safeCount(view.getBigUint64(24), `${box.type} duration`) : view.getUint32(16);
  if (timescale === 0) throw new Unproven(`the ${box.type} timescale is 0`);
  return { timescale, duration };
}

/** Sample count and total duration. */
function readStts(file: EncodedFile, box: Box): { samples: number; ticks: number } {
  const entries = payload(file, box, 8).getUint32(4);
  if (entries > MAX_STTS_ENTRIES) throw new Unproven('the stts box has too many entries');
  const view = payload(file, box, 8 * entries, 8);
  let samples = 0;
  let ticks = 0;
  for (let i = 0; i < entries; i++) {
    samples += view.getUint32(8 * i);
    ticks += view.getUint32(8 * i) * view.getUint32(8 * i + 4);
  }
  if (!Number.isSafeInteger(ticks)) throw new Unproven('the stts durations are out of range');
  return { samples, ticks };
}

/** Sample rate of the first AudioSampleEntry in whole Hz (section 12.2.3); 0 if 16 bits cannot hold the rate. */
function sampleEntryRate(file: EncodedFile, box: Box): number {
  const entryAt = 8 + 8; // after the table's version and count, and the entry's size and type
  return payload(file, box, 2, entryAt + 24).getUint16(0);
}

/** Returns the only edit of a track. Undefined if the track has none and plays all of its media. */
function readEdit(
  file: EncodedFile,
  track: readonly Box[],
): { duration: number; mediaTime: number } | undefined {
  const edts = track.find(({ type }) => type === 'edts');
  if (edts === undefined) return undefined;
  const elst = one(children(file, edts), 'elst');
  const head = payload(file, elst, 8);
  const count = head.getUint32(4);
  if (count !== 1) throw new Unproven(`the edit list has ${count} edits, not 1`);
  const long = head.getUint8(0) === 1;
  const view = payload(file, elst, long ? 20 : 12, 8);
  const mediaTime = long ? Number(view.getBigInt64(8)) : view.getInt32(4);
  if (!Number.isSafeInteger(mediaTime) || mediaTime < 0)
    throw new Unproven('the edit list begins with an empty edit');
  if (view.getUint32(long ? 16 : 8) !== 0x1_0000) throw new Unproven('the edit list changes the speed');
  const duration = long ? safeCount(view.getBigUint64(0), 'the edit duration') : view.getUint32(0);
  return { duration, mediaTime };
}
