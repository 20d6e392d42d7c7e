import { statSync } from 'node:fs';
import { join } from 'node:path';
import { mustRun } from '../../e2e/support/browser/run.ts';
import { onPath } from '../../scripts/lib/on-path.mjs';
import { outputArgs } from '../../src/shared/encode/ffmpeg-args.ts';
import { formatEntry, qualityEntry, type FormatId } from '../../src/shared/audio/formats.ts';

export function nativeFfmpeg(): string | undefined {
  return onPath('ffmpeg');
}

/** The first three words of `ffmpeg -version`. */
export async function nativeVersion(ffmpeg: string): Promise<string> {
  const { stdout } = await mustRun(ffmpeg, ['-version']);
  return stdout.split(' ').slice(0, 3).join(' ');
}

/** Encodes a WAV file on one thread, with the same output arguments as our own encoder. `ms` is from spawn to exit. */
export async function nativeEncode(
  ffmpeg: string,
  input: string,
  format: FormatId,
  folder: string,
): Promise<{ ms: number; bytes: number }> {
  const entry = formatEntry(format);
  const output = join(folder, `native.${entry.extension}`);
  const args = outputArgs(entry, qualityEntry(entry), { sampleRate: 48000, channels: 2, title: 'Bench' });
  const began = performance.now();
  await mustRun(ffmpeg, [
    ...['-hide_banner', '-nostats', '-nostdin', '-loglevel', 'warning', '-y', '-threads', '1'],
    ...['-i', input, '-map', '0:a:0', ...args, '-threads', '1', output],
  ]);
  return { ms: performance.now() - began, bytes: statSync(output).size };
}
