/** A whole number above zero given on the command line. */
export function count(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new Error(`${name} takes a whole number above 0, not ${text}`);
  return value;
}
