import { readFourCc } from '../../shared/audio/four-cc.ts';
import { markerChunks, type WavMarker } from '../../shared/take/wav-markers.ts';

const CUE_POINT_BYTES = 24;

/**
 * Reads the markers from what follows a journal's samples. Undefined unless the bytes are exactly what `markerChunks`
 * writes for these markers, which torn or random bytes are not.
 */
export function readMarkers(trailing: Uint8Array, dataBytes: number): WavMarker[] | undefined {
  const padBytes = dataBytes % 2;
  const markers = trailing.length > padBytes ? parse(trailing.subarray(padBytes)) : [];
  if (markers === undefined) return undefined;
  const written = markerChunks(markers, dataBytes).bytes;
  const same = written.length === trailing.length && written.every((byte, i) => byte === trailing[i]);
  return same ? markers : undefined;
}

function parse(chunks: Uint8Array): WavMarker[] | undefined {
  const view = new DataView(chunks.buffer, chunks.byteOffset, chunks.byteLength);
  if (readFourCc(view, 0) !== 'cue ' || chunks.length < 12) return undefined;
  const count = view.getUint32(8, true);
  let at = 12 + CUE_POINT_BYTES * count + 12; // the cue chunk, then the head of the list of labels
  if (at > chunks.length) return undefined;
  const markers: WavMarker[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 12 > chunks.length) return undefined;
    const length = view.getUint32(at + 4, true);
    if (length < 5 || at + 8 + length > chunks.length) return undefined;
    const frame = view.getUint32(12 + CUE_POINT_BYTES * i + 20, true);
    // Without its closing NUL. A byte order mark is a character of the label: `ignoreBOM` keeps it.
    const text = chunks.slice(at + 12, at + 8 + length - 1);
    markers.push({ frame, label: new TextDecoder('utf-8', { ignoreBOM: true }).decode(text) });
    at += 8 + length + (length % 2);
  }
  return markers;
}
