import { encodedSampleRate, type FormatEntry, type Quality } from '../audio/formats.ts';
import type { SampleFormat } from '../audio/sample-format.ts';
import { wellFormed } from '../base/utf8.ts';

/**
 * ffmpeg's arguments before an untrusted input. ffmpeg may open only the given file, and only with demuxers of audio
 * containers.
 */
export const INPUT_GUARD: readonly string[] = [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  'wav,w64,aiff,caf,au,flac,mp3,aac,ogg,matroska,webm,mov,mp4,m4a,3gp',
];

/** ffmpeg's input arguments for a journal's raw PCM. */
export function pcmInputArgs(format: SampleFormat, sampleRate: number, channels: number): string[] {
  const names: Record<SampleFormat, string> = { s16: 's16le', s24: 's24le', f32: 'f32le' };
  return ['-f', names[format], '-ar', String(sampleRate), '-ac', String(channels)];
}

/** Of the source's metadata only the names of its chapters: a take's markers are chapters of its WAV. */
const METADATA = ['-map_metadata:g', '-1', '-map_metadata:s', '-1'];

/** ffmpeg's output arguments: encoder, rate, channels and channel layout where they must change, title, muxer. */
export function outputArgs(
  format: FormatEntry,
  quality: Quality,
  source: { sampleRate: number; channels: number; title: string },
): string[] {
  const args = [...METADATA, '-vn', '-sn', '-dn', ...quality.args];
  const rate = encodedSampleRate(format, source.sampleRate);
  if (rate !== source.sampleRate) args.push('-ar', String(rate));
  if (source.channels > format.maxChannels) args.push('-ac', String(format.maxChannels));
  if (source.channels > 2 && format.layouts !== undefined)
    args.push('-af', `aformat=channel_layouts=${format.layouts.join('|')}`);
  if (source.title !== '') args.push('-metadata', `title=${wellFormed(source.title)}`);
  return [...args, ...format.muxer(rate)];
}
