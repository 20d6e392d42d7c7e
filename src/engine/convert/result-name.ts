import { CapstanError } from '../../shared/base/errors.ts';
import { formatEntry, type FormatId, type Quality } from '../../shared/audio/formats.ts';
import { encodedFileName } from '../encode/take-encoding.ts';
import type { Take } from '../takes/take.ts';

/** What a take's results of one quality are called: the first, the second and so on. */
export function resultName(format: FormatId, quality: string): (nth: number) => string {
  const { extension } = formatEntry(format);
  return (nth) => `converted-${quality}${nth === 1 ? '' : `.${nth}`}.${extension}`;
}

/** Whether a file has that name, or the second's, the third's and so on. */
export function isResult(file: string, first: string): boolean {
  return file.replace(/\.\d+(?=\.\w+$)/, '') === first;
}

/** To encode a file once more as what it is would only cost quality. */
export function assertOther(take: Take, source: string, format: FormatId, quality: Quality): void {
  const live = source === encodedFileName(take.spec.format) && take.spec.quality === quality.id;
  const same = live ? take.spec.format === format : isResult(source, resultName(format, quality.id)(1));
  if (!same) return;
  const { label } = formatEntry(format);
  throw new CapstanError('invalid-option', `quality: the source is ${label}, ${quality.label} already`);
}
