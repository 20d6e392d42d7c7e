import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SAMPLE_FORMATS, type SampleFormat } from '../../src/shared/audio/sample-format.ts';
import { writeWavHeader, type WavShape } from '../../src/shared/audio/wav-header.ts';
import { findTakes } from './find-takes.ts';
import { reportLines } from './report.ts';
import { salvageTake } from './salvage-take.ts';

const HELP = `Makes playable WAV files from copied take folders (audio.wav and events.jsonl).

Usage: npm run salvage -- <folder> [--out <folder>]

<folder> is one take, or a folder with takes anywhere in it. Nothing in it is changed: each take is
written as <its name>.wav, with its markers, to the folder "salvaged" in it, or to --out. Nothing there
is overwritten.

  --out <folder>     where to write
  --rate <Hz>        only where both the log and the WAV header are unreadable, all three:
  --channels <1-8>     how the take was recorded
  --format <s16|s24|f32>
  --help

Exit code: 0 every take was written; 1 one could not be, or there is none; 2 wrong usage.`;

/** The tool was called wrongly. */
class UsageError extends Error {}

interface Options {
  readonly folder: string;
  readonly out: string;
  /** For takes whose own log and header give none. */
  readonly shape: WavShape | undefined;
}

/** @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  let options: Options | 'help';
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${HELP}`);
    return 2;
  }
  if (options === 'help') {
    console.log(HELP);
    return 0;
  }
  const folders = findTakes(options.folder, options.out);
  if (folders.length === 0) {
    console.error(
      `There is no take in ${options.folder}: no folder in it has an audio.wav or an events.jsonl.`,
    );
    return 1;
  }
  let failures = 0;
  for (const folder of folders) {
    const result = await salvageTake(folder, options.out, options.shape);
    if (result.outcome === 'failed') failures += 1;
    console.log(reportLines(folder, result).join('\n'));
  }
  return failures === 0 ? 0 : 1;
}

function readOptions(args: readonly string[]): Options | 'help' {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: 'string' },
      rate: { type: 'string' },
      channels: { type: 'string' },
      format: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) throw new UsageError('Name one folder.');
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`There is no folder ${folder}.`);
  }
  const out = resolve(values.out ?? join(folder, 'salvaged'));
  return { folder: resolve(folder), out, shape: readShape(values) };
}

function readShape(given: { rate?: string; channels?: string; format?: string }): WavShape | undefined {
  const { rate, channels, format } = given;
  if (rate === undefined && channels === undefined && format === undefined) return undefined;
  if (rate === undefined || channels === undefined || format === undefined) {
    throw new UsageError('--rate, --channels and --format go together.');
  }
  if (!SAMPLE_FORMATS.includes(format as SampleFormat)) {
    throw new UsageError(`--format must be one of ${SAMPLE_FORMATS.join(', ')}, not "${format}".`);
  }
  const shape = { sampleRate: Number(rate), channels: Number(channels), format: format as SampleFormat };
  writeWavHeader(shape, 0); // Throws if the numbers are invalid.
  return shape;
}
