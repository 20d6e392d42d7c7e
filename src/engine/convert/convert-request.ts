import type { FormatId } from '../../shared/audio/formats.ts';
import { checkedChoice, checkedText, refused } from '../../shared/base/refused.ts';
import { checkedSignal } from '../base/checked-signal.ts';
import { checkedName, checkedQuality } from '../takes/take-options.ts';

export type ConvertSource =
  | { readonly kind: 'take'; readonly takeId: string; readonly file: string }
  /** A file that the person opened. The result becomes a take of its own, with this name. */
  | { readonly kind: 'file'; readonly file: File; readonly name: string };

export interface ConvertProgress {
  /** Share of the input that was read, 0 to 1. */
  readonly fraction: number;
  /** Seconds of audio converted per second; 0 if the input's duration is unknown. */
  readonly speed: number;
}

export interface ConvertRequest {
  readonly source: ConvertSource;
  readonly format: FormatId;
  readonly quality?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ConvertProgress) => void;
}

/** Throws `invalid-option`, which names the field. */
export function checkRequest(request: ConvertRequest): void {
  // A program may leave out all of it.
  const { source, format, quality, signal } = request ?? ({} as Partial<ConvertRequest>);
  if (Object(source) !== source) throw refused('source', 'be a take or a file', source);
  checkedChoice('source.kind', source.kind, ['take', 'file']);
  if (source.kind === 'take') {
    checkedText('source.takeId', source.takeId);
    checkedText('source.file', source.file);
  } else {
    // Also one of another window, which has its own class of files.
    if (Object.prototype.toString.call(source.file) !== '[object File]')
      throw refused('source.file', 'be a File', source.file);
    checkedName(source.name);
  }
  checkedQuality(format, quality);
  checkedSignal(signal);
}
