import { checkedText, refused } from '../../shared/base/refused.ts';
import { formatEntry, qualityEntry, type FormatId } from '../../shared/audio/formats.ts';
import { MAX_NAME_LENGTH } from '../../shared/take/take-name.ts';
import type { Naming } from './names/naming.ts';

/** A take's name as stored: trimmed, 1 to 200 UTF-16 units. Throws `invalid-option`. */
export function checkedName(name: string): string {
  const trimmed = checkedText('name', name).trim();
  if (trimmed !== '' && trimmed.length <= MAX_NAME_LENGTH) return trimmed;
  throw refused('name', `have 1 to ${MAX_NAME_LENGTH} characters`, trimmed.length);
}

/** Throws `invalid-option`, which names the field, unless the scheme and what it is filled with are texts. */
export function checkNaming(naming: Omit<Naming, 'name'> | undefined): void {
  if (naming === undefined) return;
  const { scheme, speaker = '', marker = '', word = '' } = naming ?? {};
  for (const [field, value] of Object.entries({ scheme, speaker, marker, word }))
    checkedText(`naming.${field}`, value as string);
}

/** The format's quality with this id, or its default if undefined. Throws `invalid-option`. */
export function checkedQuality(
  format: FormatId,
  quality: string | undefined,
): ReturnType<typeof qualityEntry> {
  return qualityEntry(formatEntry(format), quality);
}

/** A new take id: it sorts by time, differs between two takes of the same moment, and is a plain file name. */
export function takeId(createdAt: number): string {
  const time = new Date(createdAt).toISOString().replace(/[-:.]/g, '');
  return `${time}-${crypto.randomUUID().slice(0, 8)}`;
}
