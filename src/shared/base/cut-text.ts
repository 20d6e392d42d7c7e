/**
 * The longest start of `text` whose size is at most `most`. It is cut between characters as people see them: an emoji
 * made of several parts is kept complete or dropped. Where the browser cannot segment these, no code point is cut.
 * @param sizeOf size of a part; the default counts UTF-16 units, as `length` does
 */
export function cutText(text: string, most: number, sizeOf = (part: string) => part.length): string {
  if (sizeOf(text) <= most) return text;
  // A first character larger than `most` would leave nothing, so it is cut between code points.
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
  // Firefox has Intl.Segmenter since version 125.
  if (!('Segmenter' in Intl)) return text;
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
}
