import { wellFormed } from '../../../shared/base/utf8.ts';

/** By ffmpeg's names, which are the same for all containers. */
const KEPT = [
  'title',
  'artist',
  'album',
  'album_artist',
  'composer',
  'track',
  'disc',
  'date',
  'genre',
  'comment',
] as const;

/** What a file says of what it holds. */
export type SourceTags = Partial<Record<(typeof KEPT)[number], string>>;

/** Of the tags that ffprobe found in a file and its stream, those that the new file keeps. */
export function keptTags(...found: readonly (Readonly<Record<string, string>> | undefined)[]): SourceTags {
  const tags: SourceTags = {};
  for (const [key, value] of found.flatMap((some) => Object.entries(some ?? {}))) {
    const name = KEPT.find((kept) => kept === key.toLowerCase());
    if (name !== undefined) tags[name] ??= value;
  }
  return tags;
}

/** ffmpeg's output arguments. The last of several titles counts. */
export function tagArgs(tags: SourceTags): string[] {
  return Object.entries(tags).flatMap(([name, value]) => ['-metadata', `${name}=${wellFormed(value)}`]);
}
