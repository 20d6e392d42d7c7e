import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { mustRun } from '../browser/run.ts';

export interface DecodeOptions {
  /** Resample to this rate. Default: the rate that the decoder gives (for Opus always 48 kHz). */
  readonly rate?: number;
  /** Folder for the WAV. Default: a new temporary folder, which the caller may remove. */
  readonly folder?: string;
}

/**
 * Decodes an audio file into a WAV that `readWav` reads. Where one exists, it uses a decoder that the product does not
 * use: opusdec and flac. MP3 and M4A use ffmpeg, whose demuxers honour LAME's delay and padding and M4A's edit list.
 * The file name determines the format. Rejects when the decoder reports any problem.
 */
export async function decodeToWav(file: string, options: DecodeOptions = {}): Promise<string> {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'capstan-decoded-')));
  const wav = join(folder, `${basename(file)}.decoded.wav`);
  await decode(file, wav);
  if (options.rate === undefined) return wav;
  const resampled = join(folder, `${basename(file)}.${options.rate}.wav`);
  await resampleWav(wav, resampled, options.rate);
  return resampled;
}

/** Writes `from` at another rate to `to`, in best quality and with linear phase, so it adds no delay. */
export async function resampleWav(from: string, to: string, rate: number): Promise<void> {
  // -D: no dither. sox computes in 32-bit integers, so it clips a decoder's peaks beyond full scale. Where that matters
  // (noise at full level), resample the source instead.
  await mustRun('sox', ['-D', from, '-e', 'floating-point', '-b', '32', to, 'rate', '-v', String(rate)]);
}

async function decode(file: string, wav: string): Promise<void> {
  switch (extname(file).toLowerCase()) {
    case '.opus':
    case '.ogg':
      await mustRun('opusdec', ['--quiet', '--float', '--rate', '48000', file, wav]);
      return;
    case '.flac':
      await mustRun('flac', ['--silent', '--decode', '--force', '-o', wav, file]);
      return;
    case '.mp3':
    case '.m4a':
    case '.mp4':
      await decodeWithFfmpeg(file, wav);
      return;
    case '.wav':
      await mustRun('cp', [file, wav]);
      return;
    default:
      throw new Error(`no decoder for ${file}`);
  }
}

async function decodeWithFfmpeg(file: string, wav: string): Promise<void> {
  const output = ['-map', '0:a:0', '-c:a', 'pcm_f32le', '-rf64', 'auto', '-f', 'wav', wav];
  const { stderr } = await mustRun('ffmpeg', ['-v', 'error', '-xerror', '-y', '-i', file, ...output]);
  // ffmpeg conceals a damaged frame, reports it, and exits with 0.
  if (stderr.trim() !== '') throw new Error(`ffmpeg on ${file}: ${stderr.trim()}`);
}
