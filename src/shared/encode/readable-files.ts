/** Extensions of the files that the ffmpeg core can read, by demuxer (core/parts.sh). */
export const ENDINGS_OF: Readonly<Record<string, string>> = {
  wav: 'wav wave bwf rf64',
  w64: 'w64',
  aiff: 'aif aiff aifc afc',
  caf: 'caf',
  au: 'au snd',
  flac: 'flac',
  mp3: 'mp3 mp2 m2a mpa mpga',
  aac: 'aac adts',
  ogg: 'ogg oga opus ogv ogx spx',
  matroska: 'mka mkv webm weba',
  mov: 'm4a m4b m4r mp4 m4v mov qt 3gp 3gpp 3g2 3ga f4a f4v',
};

/** The file picker offers these. A take made from a file is named after the file without them. */
export const READABLE_ENDINGS: readonly string[] = Object.values(ENDINGS_OF).join(' ').split(' ');
