import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { validate } from '../../e2e/support/files/validators.ts';
import { NodeFile } from '../../scripts/salvage/node-file.ts';
import type { TakeEvent, TakeSpec } from '../../src/shared/take/take-events.ts';
import { bytesPerFrame, headerBytes, type WavShape } from '../../src/shared/audio/wav-header.ts';
import { EventLog } from '../../src/workers/take/event-log.ts';
import { WavFile } from '../../src/workers/files/wav-file.ts';
import { firstDifference } from '../support/first-difference.ts';
import { randomSource } from '../support/random-source.ts';

const SHAPE: WavShape = { sampleRate: 48_000, channels: 1, format: 's24' };
const STEREO: WavShape = { sampleRate: 44_100, channels: 2, format: 'f32' };
const MARKERS = [
  { frame: 100, label: 'Anfang' },
  { frame: 9000, label: 'später' },
];

const root = mkdtempSync(join(tmpdir(), 'capstan-salvage-'));
afterAll(() => rmSync(root, { recursive: true }));

interface Take {
  readonly folder: string;
  /** The recorded audio. */
  readonly audio: Uint8Array;
}

/**
 * Writes a take with the product's own classes: 1 s that is synced, then 0.5 s more. The take is either finished or
 * broken off.
 */
function recordTake(folder: string, name: string, shape: WavShape, finished: boolean): Take {
  mkdirSync(folder, { recursive: true });
  const random = randomSource(name.length);
  const size = bytesPerFrame(shape);
  // The top byte of a float is fixed, so that every float is a small number.
  const audio = Uint8Array.from({ length: 1.5 * shape.sampleRate * size }, (_, i) =>
    i % 4 === 3 && shape.format === 'f32' ? 0x3d : Math.floor(random() * 256),
  );
  const spec: TakeSpec = {
    id: 'id',
    name,
    format: 'wav',
    quality: shape.format,
    sampleFormat: shape.format,
    sampleRate: shape.sampleRate,
    channels: shape.channels,
    createdAt: 0,
    source: 'microphone',
    device: 'Microphone',
  };
  const log = new EventLog(new NodeFile(join(folder, 'events.jsonl'), 'w+'));
  log.append({ type: 'created', version: 1, spec });
  const wav = new WavFile(new NodeFile(join(folder, 'audio.wav'), 'w+'), shape);
  wav.append(audio.subarray(0, shape.sampleRate * size));
  wav.sync();
  for (const marker of MARKERS) log.append({ type: 'marker', ...marker });
  log.append({ type: 'gap', gap: { frame: 4800, frames: 480, kind: 'overrun' } });
  wav.append(audio.subarray(shape.sampleRate * size));
  if (finished) {
    wav.finish(MARKERS);
    log.append(stopped(audio.length / size));
  }
  wav.close();
  log.close();
  return { folder, audio };
}

function stopped(frames: number): TakeEvent {
  const ledger = {
    captured: frames,
    journaled: frames,
    lost: 0,
    gaps: [],
    wallMs: 1500,
    clockPpm: undefined,
  };
  return { type: 'stopped', at: 0, frames, ledger };
}

const wavOf = (folder: string): string => join(folder, 'audio.wav');
const logOf = (folder: string): string => join(folder, 'events.jsonl');

function blankHeader(folder: string, shape: WavShape): void {
  const bytes = readFileSync(wavOf(folder));
  bytes.fill(0, 0, headerBytes(shape));
  writeFileSync(wavOf(folder), bytes);
}

/** Runs the tool as a person does, but without npm. */
function salvage(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['scripts/salvage.mjs', ...args], (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

function digests(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.includes('salvaged'))
    .map((path) => `${path} ${createHash('sha256').update(readFileSync(path)).digest('hex')}`)
    .sort();
}

/** Checks a file with independent tools, and checks that its audio begins with what was recorded. */
async function expectAudio(path: string, audio: Uint8Array, shape: WavShape, frames: number): Promise<void> {
  expect(await validate(path, 'wav')).toMatchObject({
    problems: [],
    sampleRate: shape.sampleRate,
    channels: shape.channels,
    durationSeconds: frames / shape.sampleRate,
  });
  const from = headerBytes(shape);
  const length = frames * bytesPerFrame(shape);
  const found = readFileSync(path).subarray(from, from + length);
  expect(firstDifference(found, audio.subarray(0, length))).toBe(-1);
}

describe('a folder with takes', () => {
  const takes = join(root, 'takes');
  const out = join(takes, 'salvaged');
  const made: Record<string, Take> = {};
  let result: Awaited<ReturnType<typeof salvage>>;
  let before: string[];

  /** What the tool printed about one take. */
  const said = (folder: string): string => {
    const at = result.stdout.indexOf(join(takes, folder));
    expect(at).toBeGreaterThanOrEqual(0);
    const next = result.stdout.indexOf(`\n${takes}`, at + 1);
    return result.stdout.slice(at, next === -1 ? undefined : next);
  };

  beforeAll(async () => {
    const take = (folder: string, name: string, shape: WavShape, finished: boolean): string => {
      made[folder] = recordTake(join(takes, folder), name, shape, finished);
      return join(takes, folder);
    };
    const broken = take('broken', 'Interview: a/b', SHAPE, false);
    truncateSync(wavOf(broken), readFileSync(wavOf(broken)).length - 5);
    blankHeader(take('blank', 'Blank', STEREO, false), STEREO);
    blankHeader(take('ended', 'Ended', SHAPE, true), SHAPE);
    writeFileSync(logOf(take('deep/nameless', 'unknown', STEREO, true)), '');
    const short = take('short', 'Short', STEREO, true);
    truncateSync(wavOf(short), headerBytes(STEREO) + 8 * 44_100 + 3);
    writeFileSync(logOf(take('mixed', 'Mixed', SHAPE, true)), readFileSync(logOf(short)));
    const lost = take('lost', 'Lost', STEREO, false);
    blankHeader(lost, STEREO);
    writeFileSync(logOf(lost), new Uint8Array(500).fill(0xe5));
    rmSync(wavOf(take('silent', 'Silent', SHAPE, false)));
    before = digests(takes);
    result = await salvage(takes);
  });

  test('is gone through; the exit code tells that two could not be helped', () => {
    expect(result.code).toBe(1);
    expect(result.stdout.match(/NOT SALVAGED/g)).toHaveLength(2);
    expect(readdirSync(out).sort()).toEqual([
      'Blank.wav',
      'Ended.wav',
      'Interview a b.wav',
      'Short.wav',
      'mixed.wav',
      'nameless.wav',
    ]);
  });

  test('is not changed', () => {
    expect(digests(takes)).toEqual(before);
  });

  test('a recording that broke off, its last frame torn: every whole frame, the markers, what is uncertain', async () => {
    await expectAudio(join(out, 'Interview a b.wav'), made['broken']!.audio, SHAPE, 72_000 - 2);
    expect(said('broken')).toMatch(
      /Name: Interview: a\/b\n.*Found: 0:01\.4 \(71998 frames\), mono, 24-bit, 48000 Hz/,
    );
    expect(said('broken')).toMatch(/State: broken off\n.*Uncertain: the last 500 ms, from 0:01\.000 on/);
    expect(said('broken')).toMatch(/Gaps: 1\n.*10 ms lost at 0:00\.100: the computer could not keep up/);
    expect(said('broken')).toMatch(/Markers: 2, in the file/);
    const file = readFileSync(join(out, 'Interview a b.wav'));
    for (const { label } of MARKERS) expect(file.subarray(-200).toString()).toContain(label);
  });

  test('a header of zeros: made anew from the log', async () => {
    await expectAudio(join(out, 'Blank.wav'), made['blank']!.audio, STEREO, 66_150);
    expect(said('blank')).toMatch(/Uncertain: the last 1\.5 s, from 0:00\.000 on/);
    expect(said('blank')).toContain('The WAV header could not be read; it was made anew.');
  });

  test('a header of zeros of a take that was stopped: the log tells where the audio ends, and that it is certain', async () => {
    await expectAudio(join(out, 'Ended.wav'), made['ended']!.audio, SHAPE, 72_000);
    expect(said('ended')).toMatch(/State: recorded to its end\n.*Uncertain: nothing/);
    expect(said('ended')).toMatch(/Markers: 2, in the file/);
  });

  test('a log of no length: the header tells all but the name', async () => {
    await expectAudio(join(out, 'nameless.wav'), made['deep/nameless']!.audio, STEREO, 66_150);
    expect(said('deep/nameless')).toMatch(/Uncertain: nothing\n.*Markers: 2, in the file/);
    expect(said('deep/nameless')).toContain('events.jsonl does not tell how the take began');
  });

  test('a copy that was cut short: so much as there is, and how much is missing', async () => {
    await expectAudio(join(out, 'Short.wav'), made['short']!.audio, STEREO, 44_100);
    expect(said('short')).toContain('The log tells of 0.500 s more: this copy of audio.wav was cut short.');
  });

  test('the log of another take is left out', async () => {
    await expectAudio(join(out, 'mixed.wav'), made['mixed']!.audio, SHAPE, 72_000);
    expect(said('mixed')).toContain('events.jsonl is of another recording than audio.wav');
  });

  test('without a log and without a header it says what to tell it', () => {
    expect(said('lost')).toMatch(/NOT SALVAGED: .*--rate 48000 --channels 2 --format s24/);
    expect(said('silent')).toContain('NOT SALVAGED: There is no audio.wav.');
  });

  test('and once it is told, the audio is there; nothing that was written before is overwritten', async () => {
    const other = join(root, 'other');
    const shape = ['--rate', '44100', '--channels', '2', '--format', 'f32'];
    for (const file of ['lost.wav', 'lost (2).wav']) {
      const { code } = await salvage(join(takes, 'lost'), '--out', other, ...shape);
      expect(code).toBe(0);
      await expectAudio(join(other, file), made['lost']!.audio, STEREO, 66_150);
    }
    expect(digests(takes)).toEqual(before);
  });
});

test('a folder without a take is an error, and so is a wrong call', async () => {
  const empty = join(root, 'empty');
  mkdirSync(empty);
  const results = await Promise.all([
    salvage(empty),
    salvage(join(root, 'nowhere')),
    salvage(),
    salvage(empty, '--rate', '48000'),
    salvage(empty, '--unknown'),
    salvage(empty, '--rate', '0', '--channels', '2', '--format', 's16'),
    salvage('--help'),
  ]);
  expect(results.map(({ code }) => code)).toEqual([1, 2, 2, 2, 2, 2, 0]);
  for (const { stderr } of results.slice(0, -1)) expect(stderr).not.toMatch(/\n {4}at /); // a message without a stack
});
