import { constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { safeFileName } from '../../src/shared/take/file-name.ts';
import { replayEvents } from '../../src/shared/take/take-replay.ts';
import { parseEventLog } from '../../src/shared/take/event-lines.ts';
import {
  EVENT_LOG_NAME,
  JOURNAL_NAME,
  journalShape,
  type TakeHistory,
} from '../../src/shared/take/take-events.ts';
import { readWavHeader } from '../../src/shared/audio/wav-header-reader.ts';
import { headerBytes, writeWavHeader, type WavShape } from '../../src/shared/audio/wav-header.ts';
import type { WavMarker } from '../../src/shared/take/wav-markers.ts';
import { readUpTo } from '../../src/workers/files/access-handle.ts';
import { certainOf } from '../../src/workers/take/take-recovery.ts';
import { repairWav, surveyWav } from '../../src/workers/files/wav-repair.ts';
import { NodeFile } from './node-file.ts';

/** The result for one take. */
export type Salvage =
  | {
      readonly outcome: 'written';
      readonly path: string;
      readonly history: TakeHistory | undefined;
      readonly shape: WavShape;
      readonly frames: number;
      /** From this frame on, a power cut may have spoilt the audio; equal to `frames` if all audio is certain. */
      readonly certainFrames: number;
      /** The markers in the written file. */
      readonly markers: readonly WavMarker[];
      readonly warnings: readonly string[];
    }
  /** The take has no recording, only files that were converted from another file. */
  | { readonly outcome: 'nothing-to-do'; readonly files: readonly string[] }
  | { readonly outcome: 'failed'; readonly problem: string };

/** The number of bytes read at the start of a file to find its header. */
const HEADER_BYTES = 4096;

/**
 * Writes a take as a WAV file, named after the take, into the folder `out`. Only reads the take's own files.
 * @param fallback the audio format to assume if neither the log nor the header can be read
 */
export async function salvageTake(
  folder: string,
  out: string,
  fallback: WavShape | undefined,
): Promise<Salvage> {
  const warnings: string[] = [];
  const log = readHistory(join(folder, EVENT_LOG_NAME), warnings);
  const source = join(folder, JOURNAL_NAME);
  if (!existsSync(source)) return withoutAudio(folder, log);
  const inHeader = readShape(source);
  if (inHeader === 'foreign') {
    return failed(`${JOURNAL_NAME} is a WAV of another program: play it as it is.`);
  }
  const history = belongsTo(inHeader, log, warnings) ? log : undefined;
  const shape = inHeader ?? (history && journalShape(history.spec)) ?? fallback;
  if (shape === undefined) {
    return failed(
      'Neither the log nor the WAV header can be read. If you know how it was recorded, say so: ' +
        '--rate 48000 --channels 2 --format s24',
    );
  }
  if (inHeader === undefined) warnings.push('The WAV header could not be read; it was made anew.');

  await mkdir(out, { recursive: true });
  const path = freePath(out, history?.name ?? basename(folder));
  const part = `${path}.part`;
  try {
    await copyFile(source, part, constants.COPYFILE_FICLONE);
    const made = makeWhole(part, shape, history, warnings);
    await rename(part, path);
    return { outcome: 'written', path, history, shape, warnings, ...made };
  } catch (error) {
    await rm(part, { force: true });
    return failed((error as Error).message);
  }
}

function makeWhole(
  path: string,
  shape: WavShape,
  history: TakeHistory | undefined,
  warnings: string[],
): { frames: number; certainFrames: number; markers: readonly WavMarker[] } {
  const file = new NodeFile(path, 'r+');
  try {
    const survey = surveyWav(file, shape);
    const ended = history?.ledger?.journaled;
    const frames = repairWav(file, shape, validMarkers(history), ended ?? history?.recoveredFrames);
    if (ended !== undefined && frames < ended) {
      const missing = ((ended - frames) / shape.sampleRate).toFixed(3);
      warnings.push(`The log tells of ${missing} s more: this copy of ${JOURNAL_NAME} was cut short.`);
    }
    // A take's audio is flushed before its end is logged.
    const known = {
      syncedFrames: ended ?? history?.syncedFrames ?? 0,
      certainFrames: history?.certainFrames,
    };
    const certainFrames = Math.min(frames, certainOf(survey, known));
    return { frames, certainFrames, markers: surveyWav(file, shape).markers ?? [] };
  } finally {
    file.close();
  }
}

function readHistory(path: string, warnings: string[]): TakeHistory | undefined {
  try {
    const history = replayEvents(parseEventLog(readFileSync(path, 'utf8')));
    if (history !== undefined) {
      writeWavHeader(journalShape(history.spec), 0); // Throws if the shape is invalid.
      return history;
    }
    warnings.push(`${EVENT_LOG_NAME} does not tell how the take began: its name and log are lost.`);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why = missing ? 'is missing' : `cannot be read (${(error as Error).message})`;
    warnings.push(`${EVENT_LOG_NAME} ${why}: its name and log are lost.`);
  }
  return undefined;
}

/** Returns `foreign` for a valid header that is not laid out like a recording's, undefined for an invalid one. */
function readShape(path: string): WavShape | 'foreign' | undefined {
  const file = new NodeFile(path, 'r');
  try {
    const header = readWavHeader(readUpTo(file, HEADER_BYTES, 0));
    if (!header.ok) return undefined;
    return header.dataOffset === headerBytes(header.shape) ? header.shape : 'foreign';
  } finally {
    file.close();
  }
}

/** Whether the log can belong to the audio: the files of different takes may have been put together by mistake. */
function belongsTo(
  shape: WavShape | undefined,
  history: TakeHistory | undefined,
  warnings: string[],
): boolean {
  if (history === undefined || shape === undefined) return true;
  const told = journalShape(history.spec);
  const same =
    told.sampleRate === shape.sampleRate && told.channels === shape.channels && told.format === shape.format;
  if (!same)
    warnings.push(`${EVENT_LOG_NAME} is of another recording than ${JOURNAL_NAME}: it was left out.`);
  return same;
}

function validMarkers(history: TakeHistory | undefined): readonly WavMarker[] {
  const markers = history?.markers ?? [];
  return markers.filter(
    ({ frame, label }) => Number.isSafeInteger(frame) && frame >= 0 && typeof label === 'string',
  );
}

function withoutAudio(folder: string, history: TakeHistory | undefined): Salvage {
  const files = readdirSync(folder).filter((name) => name !== EVENT_LOG_NAME);
  if (history?.spec.source === 'file' && files.length > 0) return { outcome: 'nothing-to-do', files };
  return failed(`There is no ${JOURNAL_NAME}.`);
}

function freePath(out: string, name: string): string {
  for (let count = 1; ; count++) {
    const path = join(out, safeFileName(count === 1 ? name : `${name} (${count})`, 'wav'));
    if (!existsSync(path) && !existsSync(`${path}.part`)) return path;
  }
}

function failed(problem: string): Salvage {
  return { outcome: 'failed', problem };
}
