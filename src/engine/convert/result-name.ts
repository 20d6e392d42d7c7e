import { CapstanError } from '../../shared/base/errors.ts';
import { formatEntry, type FormatId, type Quality } from '../../shared/audio/formats.ts';
import { encodedFileName } from '../encode/take-encoding.ts';
import type { Take } from '../takes/take.ts';

/** Returns the name of a take's nth result in one format and quality, counted from 1. */
export function resultName(format: FormatId, quality: string): (nth: number) => string {
  const { extension } = formatEntry(format);
  return (nth) => `converted-${quality}${nth === 1 ? '' : `.${nth}`}.${extension}`;
}

/** Whether a file has the name of the first result, or of the second, the third and so on. */
export function isResult(file: string, first: string): boolean {
  return file.replace(/\.\d+(?=\.\w+$)/, '') === first;
}

/** Throws `invalid-option` if the source already has this format and quality: encoding it again only costs quality. */
export function assertOther(take: Take, source: string, format: FormatId, quality: Quality): void {
  const live = source === encodedFileName(take.spec.format) && take.spec.quality === quality.id;
  const same = live ? take.spec.format === format : isResult(source, resultName(format, quality.id)(1));
  if (!same) return;
  const { label } = formatEntry(format);
  throw new CapstanError('invalid-option', `quality: the source is ${label}, ${quality.label} already`);
}
