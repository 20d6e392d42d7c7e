import { readWavExtent } from '../../shared/take/wav-extent.ts';
import { bytesPerFrame, headerBytes, writeWavHeader, type WavShape } from '../../shared/audio/wav-header.ts';
import { markerChunks, type WavMarker } from '../../shared/take/wav-markers.ts';
import { readUpTo, writeFully, type AccessHandle } from './access-handle.ts';
import { readMarkers } from './wav-markers-reader.ts';

/** Hours of markers. Anything longer after the audio was not written by the journal. */
const MAX_TRAILING_BYTES = 2 ** 26;
const MAX_CUE_FRAME = 2 ** 32 - 1;

/** What the journal file of a recording that broke off holds. */
export interface WavSurvey {
  /** Complete frames in the file. */
  readonly frames: number;
  /**
   * Number of frames that were certainly on the disk when the header was written. After a power cut, the frames after
   * them may contain anything. Undefined where the header does not say.
   */
  readonly certainFrames: number | undefined;
  /** The markers that follow the audio; undefined where they are torn or missing. */
  readonly markers: readonly WavMarker[] | undefined;
}

/** Reads only: changes nothing. */
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
 * Whether what follows the audio, if anything does, is the beginning of the journal's own chunks. A header that was
 * torn in mid-write, with the new RIFF size and the old data size, looks like one that ends the audio early.
 */
function markersBeginAt(handle: AccessHandle, audioEnd: number, padBytes: number): boolean {
  const expected = [...(padBytes === 1 ? [0] : []), ...Array.from('cue ', (letter) => letter.charCodeAt(0))];
  return readUpTo(handle, expected.length, audioEnd).every((byte, i) => byte === expected[i]);
}

/**
 * Repairs the journal file of a recording that broke off, and writes these markers. The header may lag behind the audio
 * by a second, the last frame may be torn, and the markers may be missing. What is intact stays as it is. The repair
 * may itself be interrupted anywhere and run again.
 * @param markers from the log; others that the file has are kept
 * @param mostFrames where the audio ends at the latest, if the log knows it
 * @returns the frames of audio in the file
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
  // In the same order as `WavFile.finish`: the header says where the audio ends before anything follows it.
  writeFully(handle, writeWavHeader(shape, dataBytes, trailing.length), 0);
  handle.flush();
  writeFully(handle, trailing, audioEnd);
  handle.flush();
  return frames;
}

/** A marker with its label as it is read back from a file: no NUL, and nothing that UTF-8 cannot encode. */
function asWritten({ frame, label }: WavMarker): WavMarker {
  const bytes = new TextEncoder().encode(label.replaceAll('\0', ' '));
  return { frame, label: new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes) };
}

function isAmong(marker: WavMarker, others: readonly WavMarker[]): boolean {
  return others.some(({ frame, label }) => frame === marker.frame && label === marker.label);
}
