import { formatEntry, qualityEntry, type FormatId } from './formats.ts';
import { bytesPerSample } from './sample-format.ts';

/**
 * Bytes per second that a take writes to the disk: its journal plus its encoded file. The size of FLAC depends on the
 * sound; it is counted as large as the journal.
 * @throws CapstanError `invalid-option` if the format does not have this quality
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
