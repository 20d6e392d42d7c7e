import { writeFourCc } from '../audio/four-cc.ts';
import { encodeUtf8 } from '../base/utf8.ts';

export interface WavMarker {
  /** Frames from the start of the take. */
  readonly frame: number;
  readonly label: string;
}

export interface MarkerChunks {
  /** Written after the samples. Its length is the `trailingBytes` of `writeWavHeader`. May be empty. */
  readonly bytes: Uint8Array;
  readonly written: number;
  /** Markers past frame 2^32 - 1 (24.8 h at 48 kHz), which a cue point cannot store. */
  readonly leftOut: number;
}

const MAX_CUE_FRAME = 0xffff_ffff;
const CUE_POINT_BYTES = 24;

/**
 * Returns the pad byte if `dataBytes` is odd, then the markers as a `cue ` chunk and a `LIST` `adtl` chunk with one
 * `labl` each (Multimedia Programming Interface and Data Specifications 1.0, IBM and Microsoft 1991, pages 3-60 to
 * 3-63). Labels are UTF-8. Without markers, only the pad byte or nothing.
 * @throws RangeError if a marker's frame is not a whole number from 0 to 2^53 - 1
 */
export function markerChunks(markers: readonly WavMarker[], dataBytes: number): MarkerChunks {
  for (const { frame } of markers) {
    if (!Number.isSafeInteger(frame) || frame < 0) {
      throw new RangeError(`frame must be a whole number from 0 to 2^53 - 1, not ${frame}`);
    }
  }
  const padBytes = dataBytes % 2;
  const kept = markers.filter(({ frame }) => frame <= MAX_CUE_FRAME);
  const leftOut = markers.length - kept.length;
  if (kept.length === 0) return { bytes: new Uint8Array(padBytes), written: 0, leftOut };

  // A NUL ends the text of a `labl`, so a NUL inside the label would hide the rest of it.
  const labels = kept.map(({ label }) => encodeUtf8(label.replaceAll('\0', ' ')));
  const cuePayloadBytes = 4 + CUE_POINT_BYTES * kept.length;
  const listPayloadBytes = labels.reduce((sum, text) => sum + 8 + even(labelPayloadBytes(text)), 4);
  const bytes = new Uint8Array(padBytes + 8 + cuePayloadBytes + 8 + listPayloadBytes);
  const view = new DataView(bytes.buffer);

  let at = padBytes;
  writeFourCc(view, at, 'cue ');
  view.setUint32(at + 4, cuePayloadBytes, true);
  view.setUint32(at + 8, kept.length, true);
  at += 12;
  kept.forEach(({ frame }, i) => {
    view.setUint32(at, i + 1, true); // the id by which `labl` refers to this point
    view.setUint32(at + 4, frame, true); // its position in the play order; there is no playlist
    writeFourCc(view, at + 8, 'data');
    view.setUint32(at + 20, frame, true); // the two words between are 0: one data chunk, no blocks
    at += CUE_POINT_BYTES;
  });

  writeFourCc(view, at, 'LIST');
  view.setUint32(at + 4, listPayloadBytes, true);
  writeFourCc(view, at + 8, 'adtl');
  at += 12;
  labels.forEach((text, i) => {
    writeFourCc(view, at, 'labl');
    view.setUint32(at + 4, labelPayloadBytes(text), true);
    view.setUint32(at + 8, i + 1, true);
    bytes.set(text, at + 12);
    at += 8 + even(labelPayloadBytes(text));
  });
  return { bytes, written: kept.length, leftOut };
}

/** Bytes of the cue point's id, the text and its closing NUL, without the chunk's pad byte. */
function labelPayloadBytes(text: Uint8Array): number {
  return 4 + text.length + 1;
}

function even(bytes: number): number {
  return bytes + (bytes % 2);
}
