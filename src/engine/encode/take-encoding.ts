import { outputArgs, pcmInputArgs } from '../../shared/encode/ffmpeg-args.ts';
import { formatEntry, qualityEntry, type FormatId } from '../../shared/audio/formats.ts';
import type { SampleFormat } from '../../shared/audio/sample-format.ts';
import type { TakeSpec } from '../../shared/take/take-events.ts';
import type { JobDescription } from './encoder-job.ts';

/** The name of a take's encoded file in this format. */
export function encodedFileName(format: FormatId): string {
  return `take.${formatEntry(format).extension}`;
}

/** The encoder's arguments for a take whose bare samples are fed to it in the sample format `fed`. */
export function takeEncoding(
  spec: TakeSpec,
  fed: SampleFormat,
): Pick<JobDescription, 'inputArgs' | 'outputArgs' | 'format'> {
  const { sampleRate, channels, name: title } = spec;
  const format = formatEntry(spec.format);
  const quality = qualityEntry(format, spec.quality);
  return {
    inputArgs: pcmInputArgs(fed, sampleRate, channels),
    outputArgs: outputArgs(format, quality, { sampleRate, channels, title }),
    format: format.id,
  };
}
