/** What a rendering shows of what is not markup. */
export function textOf(rendering: unknown): string {
  if (Array.isArray(rendering)) return rendering.map(textOf).join(' ');
  if (typeof rendering === 'string') return rendering;
  const { values } = Object(rendering) as { values?: readonly unknown[] };
  return values === undefined ? '' : textOf([...values]);
}
