import type { TemplateResult } from 'lit';

/** What a rendering has bound to an attribute, a property or an event, in order: `@change`, `.value`. */
export function bound(rendering: unknown, name: string): unknown[] {
  if (Array.isArray(rendering)) return rendering.flatMap((part) => bound(part, name));
  const { strings, values } = Object(rendering) as Partial<TemplateResult>;
  if (!Array.isArray(values)) return [];
  if (strings !== undefined)
    return values.flatMap((value, at) => [
      ...(strings[at]!.endsWith(` ${name}=`) ? [value] : []),
      ...bound(value, name),
    ]);
  // What a directive was given: `repeat` has items, their keys and their rows.
  const [items, , row] = values;
  if (!Array.isArray(items) || typeof row !== 'function') return bound(values, name);
  return items.flatMap((item) => bound((row as (item: unknown) => unknown)(item), name));
}
