import type { TemplateResult } from 'lit';

/** The markup of a rendering, with the values in their places. */
export function markupOf(part: unknown): string {
  if (Array.isArray(part)) return part.map(markupOf).join('');
  if (typeof part !== 'object' || part === null || !('values' in part)) return String(part);
  const { strings, values } = part as Partial<TemplateResult> & Pick<TemplateResult, 'values'>;
  // What a directive was given: `keyed` has a key and what it is of.
  if (strings === undefined) return markupOf(values.at(-1));
  return strings.map((string, index) => string + markupOf(values[index] ?? '')).join('');
}
