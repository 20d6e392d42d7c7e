import { assertNever } from '../base/errors.ts';
import type { Container } from '../audio/formats.ts';
import { flacLength } from './encoded-length/flac.ts';
import {
  type PlayedLength,
  type ReadBytes,
  type EncodedFile,
  Unproven,
} from './encoded-length/encoded-file.ts';
import { m4aLength } from './encoded-length/m4a.ts';
import { mp3Length } from './encoded-length/mp3.ts';
import { oggOpusLength } from './encoded-length/ogg-opus.ts';
import { wavLength } from './encoded-length/wav.ts';

export type EncodedLength =
  | ({ readonly ok: true } & PlayedLength)
  | { readonly ok: false; readonly reason: string };

/**
 * Returns how many frames an encoded file plays, proven from the file alone: from its head, its end and its index,
 * without reading the entire file. The file must be complete; a file cut short anywhere is refused. The audio in
 * between is not decoded.
 *
 * `read` returns the bytes at an offset, fewer only at the end of the file; errors it throws are passed on. An empty,
 * truncated or malformed file does not throw: the result has a reason in words.
 */
export function encodedLength(container: Container, read: ReadBytes, bytes: number): EncodedLength {
  if (bytes <= 0) return { ok: false, reason: 'the file is empty' };
  // WAV and MP3 keep their proof at the head; without this check the size would be trusted.
  if (read(bytes - 1, 1).length < 1) return { ok: false, reason: 'the file is shorter than its size says' };
  try {
    const played = lengthIn(container, { read, bytes });
    if (played.frames <= 0) return { ok: false, reason: 'the file holds no audio' };
    return { ok: true, ...played };
  } catch (error) {
    if (error instanceof Unproven) return { ok: false, reason: error.message };
    throw error;
  }
}

function lengthIn(container: Container, file: EncodedFile): PlayedLength {
  switch (container) {
    case 'ogg-opus':
      return oggOpusLength(file);
    case 'mp3':
      return mp3Length(file);
    case 'flac':
      return flacLength(file);
    case 'm4a':
      return m4aLength(file);
    case 'wav':
      return wavLength(file);
    default:
      return assertNever(container);
  }
}
