/** Seconds of a typed time such as `1:02:03.4`, `2:03` or `3.25`, with a point or a comma. Undefined if it is none. */
export function typedSeconds(text: string): number | undefined {
  const parts = text.trim().replace(',', '.').split(':');
  if (parts.length > 3 || !parts.every(isPart)) return undefined;
  return parts.reduce((seconds, part) => 60 * seconds + Number(part), 0);
}

function isPart(part: string, index: number, { length }: readonly string[]): boolean {
  return index === length - 1 ? /^\d+(\.\d*)?$/.test(part) : /^\d+$/.test(part);
}
