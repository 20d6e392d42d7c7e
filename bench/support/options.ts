import { FORMATS, isFormatId, type FormatId } from '../../src/shared/audio/formats.ts';

export const ALL_FORMATS: readonly FormatId[] = FORMATS.map(({ id }) => id);

/** Parses a whole number above zero from the command line. Throws for anything else. */
export function count(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`${name} takes a whole number above 0, not ${text}`);
  return value;
}

/** Parses a comma-separated list of formats from the command line. Throws for an unknown format. */
export function formatList(name: string, text: string): FormatId[] {
  return text.split(',').map((format) => {
    if (!isFormatId(format)) throw new Error(`${name} takes ${ALL_FORMATS.join(', ')}, not ${format}`);
    return format;
  });
}
