import { CapstanError, describeError } from '../../shared/base/errors.ts';
import { formatEntry, qualityEntry, type FormatId } from '../../shared/audio/formats.ts';
import { MAX_NAME_LENGTH } from '../../shared/take/take-name.ts';
import type { Naming } from './names/naming.ts';

/** A take's name as stored: trimmed, 1 to 200 UTF-16 units. Throws `invalid-option`. */
export function checkedName(name: string): string {
  const trimmed = typeof name === 'string' ? name.trim() : undefined;
  if (trimmed === undefined || trimmed === '' || trimmed.length > MAX_NAME_LENGTH) {
    throw new CapstanError(
      'invalid-option',
      `name must have 1 to ${MAX_NAME_LENGTH} characters, not ${trimmed?.length ?? String(name)}`,
    );
  }
  return trimmed;
}

/** Throws `invalid-option`, which names the field, unless the scheme and what it is filled with are texts. */
export function checkNaming(naming: Omit<Naming, 'name'> | undefined): void {
  if (naming === undefined) return;
  const { scheme, speaker = '', marker = '', word = '' } = naming;
  for (const [field, value] of Object.entries({ scheme, speaker, marker, word })) {
    if (typeof value === 'string') continue;
    throw new CapstanError('invalid-option', `naming.${field} must be a text, not ${String(value)}`);
  }
}

/** The format's quality with this id, or its default if undefined. Throws `invalid-option`. */
export function checkedQuality(
  format: FormatId,
  quality: string | undefined,
): ReturnType<typeof qualityEntry> {
  try {
    return qualityEntry(formatEntry(format), quality);
  } catch (error) {
    throw new CapstanError('invalid-option', describeError(error), { cause: error });
  }
}

/** A new take id: it sorts by time, differs between two takes of the same moment, and is a plain file name. */
export function takeId(createdAt: number): string {
  const time = new Date(createdAt).toISOString().replace(/[-:.]/g, '');
  return `${time}-${crypto.randomUUID().slice(0, 8)}`;
}
