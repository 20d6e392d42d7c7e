import { afterEach, describe, expect, test, vi } from 'vitest';
import { NodeFile } from '../../scripts/salvage/node-file.ts';
import { GAP_CAUSE, RING_WORD, ringWords } from '../../src/shared/capture/capture-ring.ts';
import { cursorAdvance } from '../../src/shared/base/cursor.ts';
import { replayEvents } from '../../src/shared/take/take-replay.ts';
import { readWavHeader } from '../../src/shared/audio/wav-header-reader.ts';
import { headerBytes, writeWavHeader, type WavShape } from '../../src/shared/audio/wav-header.ts';
import { WavFile } from '../../src/workers/files/wav-file.ts';
import { repairWav, surveyWav } from '../../src/workers/files/wav-repair.ts';
import { run, temporaryFolder, writeSparse } from '../shared/media-tools.ts';
import { WRAPS } from '../shared/ring-support.ts';
import { randomSource } from '../support/random-source.ts';
import { DrainStage, stillClock } from './drain-stage.ts';
import { MemoryHandle } from './storage/memory-handle.ts';
import { eventsOf, expectBytes } from './take-support.ts';

afterEach(() => vi.restoreAllMocks());

const MONO16: WavShape = { sampleRate: 48_000, channels: 1, format: 's16' };
const STEREO24: WavShape = { sampleRate: 48_000, channels: 2, format: 's24' };
const MIB = 2 ** 20;

/** Appends silence up to this many bytes. It needs no space, because the file in memory is sparse. */
function growTo(wav: WavFile, dataBytes: number): void {
  const silence = new Uint8Array(48 * MIB); // complete frames of either shape
  while (wav.dataBytes < dataBytes) {
    wav.append(silence.subarray(0, Math.min(silence.length, dataBytes - wav.dataBytes)));
  }
}

function noise(bytes: number, seed: number): Uint8Array {
  const random = randomSource(seed);
  return Uint8Array.from({ length: bytes }, () => 1 + Math.floor(random() * 255));
}

function headOf(handle: MemoryHandle, shape: WavShape): { form: string; dataBytes: number | 'unknown' } {
  const bytes = new Uint8Array(headerBytes(shape));
  handle.read(bytes, { at: 0 });
  const header = readWavHeader(bytes);
  if (!header.ok) throw new Error(header.reason);
  return { form: String.fromCharCode(...bytes.subarray(0, 4)), dataBytes: header.dataBytes };
}

describe.each([
  ['2 GiB', 2 ** 31, 'RIFF'],
  ['4 GiB', 2 ** 32, 'RF64'],
])('a file that grows past %s', (_, boundary, form) => {
  const shape = STEREO24;
  const before = boundary - 6_000 - (boundary % 6);
  const piece = noise(12_000, boundary);

  /** A file that was synced just before the boundary and then written across it. */
  function across(handle: MemoryHandle): WavFile {
    const wav = new WavFile(handle, shape);
    growTo(wav, before);
    wav.sync();
    expect(headOf(handle, shape)).toEqual({ form: 'RIFF', dataBytes: before });
    wav.append(piece);
    const back = new Uint8Array(piece.length);
    expect(wav.read(back, before)).toBe(piece.length);
    expectBytes(back, piece);
    return wav;
  }

  test('tells its length after a sync and at the end, and has every byte in its place', () => {
    const handle = new MemoryHandle();
    const wav = across(handle);
    wav.sync();
    expect(headOf(handle, shape)).toEqual({ form, dataBytes: before + 12_000 });
    const markers = [{ frame: before / 6, label: 'at the boundary' }];
    expect(wav.finish(markers).bytes).toBe(handle.getSize());
    const frames = (before + 12_000) / 6;
    expect(surveyWav(handle, shape)).toEqual({ frames, certainFrames: frames, markers });
  });

  test('is repaired to its last whole frame, markers behind it, and says what was certain', () => {
    const handle = new MemoryHandle();
    across(handle);
    const frames = (before + 12_000) / 6 - 1;
    handle.truncate(handle.getSize() - 1); // a torn frame
    expect(surveyWav(handle, shape)).toMatchObject({ frames, certainFrames: before / 6 });
    const markers = [{ frame: frames - 1, label: 'late' }];
    expect(repairWav(handle, shape, markers)).toBe(frames);
    expect(headOf(handle, shape)).toEqual({ form, dataBytes: frames * 6 });
    expect(surveyWav(handle, shape)).toEqual({ frames, certainFrames: frames, markers });
    const back = new Uint8Array(12_000 - 6);
    handle.read(back, { at: headerBytes(shape) + before });
    expectBytes(back, piece.subarray(0, back.length));
    const size = handle.getSize();
    expect([repairWav(handle, shape, markers), handle.getSize()]).toEqual([frames, size]);
  });
});

test('a marker past frame 2^32 - 1 stays out of the WAV, in the log, and is told', async () => {
  const stage = new DrainStage();
  const journal = stage.begin();
  stage.record(10);
  journal.marker(5, 'early');
  journal.marker(2 ** 32, 'after 24.8 hours');
  const summary = await stage.finish();
  expect(summary).toMatchObject({ markersLeftOut: 1, error: undefined });
  expect(summary.markers).toHaveLength(2);
  const events = eventsOf(stage.log.content);
  expect(events.at(-1)).toMatchObject({ type: 'stopped', markersLeftOut: 1 });
  expect(replayEvents(events)?.markers).toMatchObject(summary.markers);
});

test('a file of more than 2^32 frames is repaired, and the markers it has no number for are left to the log', () => {
  const handle = new MemoryHandle();
  const wav = new WavFile(handle, MONO16);
  const frames = 2 ** 32 + 1000;
  growTo(wav, 2 * frames);
  const early = { frame: 7, label: 'early' };
  expect(repairWav(handle, MONO16, [early, { frame: 2 ** 32 + 1, label: 'late' }])).toBe(frames);
  expect(headOf(handle, MONO16)).toEqual({ form: 'RF64', dataBytes: 2 * frames });
  expect(surveyWav(handle, MONO16)).toEqual({ frames, certainFrames: frames, markers: [early] });
});

test('a microphone open for more than 2^32 frames: commands, gaps and the end stand at their frames', async () => {
  stillClock();
  const stage = new DrainStage({ spec: { channels: 1 }, cursor: WRAPS['2^31'] });
  const words = ringWords(stage.ring);
  let passed = 0;
  const cursor = (): number => stage.at(stage.written + passed);
  stage.begin();
  stage.record(100);
  stage.drain.pause(cursor());
  stage.settle();
  for (let step = 0; step < 2; step++) {
    passed += 2 ** 30; // 6.2 hours at 48 kHz, and a multiple of the ring's length
    words[RING_WORD.write] = cursorAdvance(stage.drain.writeCursor, 2 ** 30);
    stage.settle();
  }
  stage.drain.resume(cursor());
  stage.record(300);
  stage.writer.gap(GAP_CAUSE.clockJump, 77);
  stage.record(200);
  const marker = stage.drain.marker(cursor(), 'after 24.8 hours');
  stage.settle();
  expect(await marker).toMatchObject({ frame: 600, label: 'after 24.8 hours' });
  const finished = stage.drain.finish(cursor());
  stage.settle();
  expect((await finished).ledger).toMatchObject({
    captured: 600,
    journaled: 600,
    lost: 77,
    gaps: [{ frame: 400, frames: 77, kind: 'clock-jump' }],
  });
  expectBytes(stage.fileAudio(), stage.packed(0, 600));
});

test('a real file of 5 GB, broken off before its header knew of RF64, is read whole by libsndfile', async () => {
  const folder = temporaryFolder('long');
  try {
    const path = folder.path('long.wav');
    const shape: WavShape = { sampleRate: 96_000, channels: 8, format: 'f32' };
    const frames = Math.ceil(5e9 / 32);
    writeSparse(path, writeWavHeader(shape, 32 * 1000), 32 * frames + 5); // sparse, and its last frame torn
    const file = new NodeFile(path, 'r+');
    expect(surveyWav(file, shape)).toMatchObject({ frames, certainFrames: 1000 });
    expect(repairWav(file, shape, [{ frame: frames - 1, label: 'late' }])).toBe(frames);
    file.close();
    const text = await run('sndfile-info', [path]);
    expect(text).toMatch(new RegExp(`^Frames +: ${frames}$`, 'm'));
    expect(text).not.toMatch(/should be \d|garbage/i);
    expect(text).toMatch(/late/);
  } finally {
    folder.remove();
  }
});
