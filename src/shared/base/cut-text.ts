/**
 * The longest beginning of `text` that is no larger than `most`, cut between characters as people see them: an emoji of
 * several parts stays whole or goes. Where the browser does not know those, no code point is cut.
 * @param sizeOf of a part; without it, UTF-16 units as `length` counts them
 */
export function cutText(text: string, most: number, sizeOf = (part: string) => part.length): string {
  if (sizeOf(text) <= most) return text;
  // One character of endless parts would leave nothing.
  return whatFits(seenCharacters(text), most, sizeOf) || whatFits(text, most, sizeOf);
}

function whatFits(parts: Iterable<string>, most: number, sizeOf: (part: string) => number): string {
  let fits = '';
  let size = 0;
  for (const part of parts) {
    size += sizeOf(part);
    if (size > most) break;
    fits += part;
  }
  return fits;
}

function seenCharacters(text: string): Iterable<string> {
  // Firefox has it since 125.
  if (!('Segmenter' in Intl)) return text;
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
