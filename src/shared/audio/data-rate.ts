import { formatEntry, qualityEntry, type FormatId } from './formats.ts';
import { bytesPerSample } from './sample-format.ts';

/**
 * Bytes per second that a take puts on the disk: its journal and, beside it, its encoded file. Of FLAC, whose size
 * depends on the sound, the most it can be.
 * @throws RangeError for a quality that the format has not
 */
export function takeBytesPerSecond(
  format: FormatId,
  quality: string,
  source: { readonly sampleRate: number; readonly channels: number },
): number {
  const { sampleFormat, kilobits } = qualityEntry(formatEntry(format), quality);
  const journal = source.sampleRate * source.channels * bytesPerSample(sampleFormat);
  if (format === 'wav') return journal;
  return journal + (kilobits === undefined ? journal : kilobits * 125);
}
