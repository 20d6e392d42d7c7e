import { readWavExtent } from '../../shared/take/wav-extent.ts';
import { bytesPerFrame, headerBytes, writeWavHeader, type WavShape } from '../../shared/audio/wav-header.ts';
import { markerChunks, type WavMarker } from '../../shared/take/wav-markers.ts';
import { readUpTo, writeFully, type AccessHandle } from './access-handle.ts';
import { readMarkers } from './wav-markers-reader.ts';

/** Hours of markers; more than that behind the audio is none of ours. */
const MAX_TRAILING_BYTES = 2 ** 26;
const MAX_CUE_FRAME = 2 ** 32 - 1;

/** What the journal of a recording that broke off holds. */
export interface WavSurvey {
  /** Whole frames in the file. */
  readonly frames: number;
  /**
   * So many of them were on the disk for sure when the header was written: a power cut may have left anything in those
   * after them. Undefined where the header tells nothing.
   */
  readonly certainFrames: number | undefined;
  /** What follows the audio; undefined where it is torn, or missing. */
  readonly markers: readonly WavMarker[] | undefined;
}

/** Looks only: changes nothing. */
export function surveyWav(handle: AccessHandle, shape: WavShape): WavSurvey {
  const size = bytesPerFrame(shape);
  const dataOffset = headerBytes(shape);
  const fileBytes = handle.getSize();
  const inFile = Math.floor(Math.max(0, fileBytes - dataOffset) / size);
  const extent = readWavExtent(readUpTo(handle, dataOffset, 0), shape);
  if (extent.kind === 'unknown') return { frames: inFile, certainFrames: undefined, markers: undefined };
  const certainFrames = Math.min(extent.dataBytes / size, inFile);
  const audioEnd = dataOffset + extent.dataBytes;
  if (extent.kind === 'at-least' || !markersBeginAt(handle, audioEnd, extent.dataBytes % 2)) {
    return { frames: inFile, certainFrames, markers: undefined };
  }
  const whole = fileBytes === audioEnd + extent.trailingBytes && extent.trailingBytes <= MAX_TRAILING_BYTES;
  const trailing = whole ? readUpTo(handle, extent.trailingBytes, audioEnd) : undefined;
  return {
    frames: certainFrames,
    certainFrames,
    markers: trailing && readMarkers(trailing, extent.dataBytes),
  };
}

/**
 * Whether what follows the audio, if anything does, is the beginning of our chunks. A header that was torn in mid-write,
 * with the new RIFF size and the old data size, looks like one that ends the audio early.
 */
function markersBeginAt(handle: AccessHandle, audioEnd: number, padBytes: number): boolean {
  const expected = [...(padBytes === 1 ? [0] : []), ...Array.from('cue ', (letter) => letter.charCodeAt(0))];
  return readUpTo(handle, expected.length, audioEnd).every((byte, i) => byte === expected[i]);
}

/**
 * Makes the journal of a recording that broke off whole, with these markers: its header may lag behind the audio by a
 * second, its last frame may be torn, its markers may be missing. What is whole stays as it is. May itself be broken off
 * anywhere and done again.
 * @param markers as the log has them; those the file has besides are kept
 * @param mostFrames where the audio ends at the latest, if the log knows it
 * @throws CapstanError `storage-full`: the file then has all its audio
 */
export function repairWav(
  handle: AccessHandle,
  shape: WavShape,
  markers: readonly WavMarker[] = [],
  mostFrames: number = Number.POSITIVE_INFINITY,
): number {
  const { frames: inFile, markers: found } = surveyWav(handle, shape);
  const frames = Math.min(inFile, mostFrames);
  const wanted = markers.map(asWritten).filter(({ frame }) => frame <= Math.min(frames, MAX_CUE_FRAME));
  if (frames === inFile && found !== undefined && wanted.every((marker) => isAmong(marker, found)))
    return frames;
  const kept = [...wanted, ...(found ?? []).filter((marker) => !isAmong(marker, wanted))];

  const dataBytes = frames * bytesPerFrame(shape);
  const audioEnd = headerBytes(shape) + dataBytes;
  const trailing = markerChunks(kept, dataBytes).bytes;
  handle.truncate(audioEnd);
  handle.flush();
  // In the order in which `WavFile.finish` writes: the header tells where the audio ends before anything follows it.
  writeFully(handle, writeWavHeader(shape, dataBytes, trailing.length), 0);
  handle.flush();
  writeFully(handle, trailing, audioEnd);
  handle.flush();
  return frames;
}

/** A label as it comes back from a file: no NUL, and nothing that UTF-8 cannot say. */
function asWritten({ frame, label }: WavMarker): WavMarker {
  const bytes = new TextEncoder().encode(label.replaceAll('\0', ' '));
  return { frame, label: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}

function isAmong(marker: WavMarker, others: readonly WavMarker[]): boolean {
  return others.some(({ frame, label }) => frame === marker.frame && label === marker.label);
}
