import { beforeEach, describe, expect, test, vi } from 'vitest';
import { editedWav } from '../../../src/engine/edit/edited-audio.ts';
import { ScaledSpans } from '../../../src/engine/edit/scaled-spans.ts';
import { JournalClient } from '../../../src/engine/journal/journal-client.ts';
import { TakeLibrary } from '../../../src/engine/takes/take-library.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import { SAMPLE_FORMATS, type SampleFormat } from '../../../src/shared/audio/sample-format.ts';
import {
  bytesPerFrame,
  headerBytes,
  writeWavHeader,
  type WavShape,
} from '../../../src/shared/audio/wav-header.ts';
import type { EditOperation } from '../../../src/shared/edit/edit-list.ts';
import type { FrameScalerApi } from '../../../src/shared/edit/frame-scaler-api.ts';
import type { JournalApi } from '../../../src/shared/journal/journal-api.ts';
import { FrameScaler } from '../../../src/workers/edit/frame-scaler.ts';
import { randomSource } from '../../support/random-source.ts';
import { seeds } from '../../support/rounds.ts';
import { FakeBridge } from '../stage/fake-bridge.ts';
import { FakeJournal } from '../stage/fake-journal.ts';
import { FakeFolder, FakeLocks } from '../takes/fake-tree.ts';

/** Frames that `ScaledSpans` hands to its worker at once, in 24-bit stereo. */
const PIECE_FRAMES = Math.floor((4 << 20) / 6);

/** Counts the calls of the worker's service, which runs in this thread here. */
class Scalers {
  started = 0;
  ended = 0;
  readonly calls: number[] = [];
  readonly #service = new FrameScaler();

  readonly start = () => {
    this.started++;
    const api: FrameScalerApi = {
      scale: (packed, shape, level, from) => {
        this.calls.push(from);
        return this.#service.scale(packed, shape, level, from);
      },
    };
    return Promise.resolve({
      call: <Result>(send: (api: never) => Promise<Result>) => send(api as never),
      terminate: () => void this.ended++,
    });
  };
}

let scalers: Scalers;
beforeEach(() => (scalers = new Scalers()));

function journalOf(shape: WavShape, frames: number): { journal: File; audio: Buffer } {
  const random = randomSource(3);
  const audio = Buffer.alloc(frames * bytesPerFrame(shape));
  if (shape.format === 'f32')
    for (let at = 0; at < audio.length; at += 4) audio.writeFloatLE(2.4 * random() - 1.2, at);
  else for (let at = 0; at < audio.length; at++) audio[at] = Math.floor(256 * random());
  return { journal: new File([writeWavHeader(shape, audio.length) as BlobPart, audio], 'audio.wav'), audio };
}

function takeOf(
  { sampleRate, channels, format }: WavShape,
  operations: readonly EditOperation[],
  frames: number,
) {
  return {
    id: 'a',
    frames,
    spec: { sampleRate, channels, sampleFormat: format },
    edits: { operations, state: 1, canUndo: true, canRedo: false },
    markers: [],
  } as unknown as Take;
}

/**
 * The plain reference: a list of the frames that play, each with the factors that were asked for it. It knows nothing
 * of segments.
 */
function played(operations: readonly EditOperation[], frames: number) {
  let all = Array.from({ length: frames }, (_, frame) => ({
    frame,
    decibels: 0,
    fades: [] as number[],
    silent: false,
  }));
  for (const operation of operations) {
    const inside = ({ frame }: { frame: number }) => frame >= operation.from && frame < operation.to;
    const chosen = all.filter(inside);
    switch (operation.kind) {
      case 'cut':
        all = all.filter((each) => !inside(each));
        break;
      case 'keep':
        all = chosen;
        break;
      case 'silence':
        for (const each of chosen) each.silent = true;
        break;
      case 'gain':
        for (const each of chosen) each.decibels += operation.decibels;
        break;
      case 'fade-in':
        for (const [i, each] of chosen.entries()) each.fades.push(i / chosen.length);
        break;
      case 'fade-out':
        for (const [i, each] of chosen.entries()) each.fades.push((chosen.length - 1 - i) / chosen.length);
        break;
    }
  }
  return all;
}

function reference(
  audio: Buffer,
  shape: WavShape,
  operations: readonly EditOperation[],
  frames: number,
): Buffer {
  const size = bytesPerFrame(shape);
  const parts = played(operations, frames).map(({ frame, decibels, fades, silent }) => {
    const packed = Buffer.from(audio.subarray(frame * size, (frame + 1) * size));
    if (silent) return packed.fill(0);
    const gain = decibels === 0 ? 1 : Math.pow(10, decibels / 20);
    const factor = fades.reduce((product, fade) => product * fade, gain);
    if (factor !== 1) for (let c = 0; c < shape.channels; c++) scaleSample(packed, shape.format, c, factor);
    return packed;
  });
  return Buffer.concat(parts);
}

function scaleSample(frame: Buffer, format: SampleFormat, channel: number, factor: number): void {
  if (format === 'f32')
    return void frame.writeFloatLE(Math.fround(frame.readFloatLE(4 * channel) * factor), 4 * channel);
  const bytes = format === 's16' ? 2 : 3;
  const full = 2 ** (8 * bytes - 1);
  const exact = frame.readIntLE(bytes * channel, bytes) * factor;
  // Not `floor(exact + 0.5)`: that sum of 0.49999999999999994, which is 5000 at -80 dB, is 1.
  const below = Math.floor(exact);
  const value = exact - below < 0.5 ? below : below + 1;
  frame.writeIntLE(Math.min(full - 1, Math.max(-full, value)), bytes * channel, bytes);
}

function randomOperations(random: () => number, frames: number): EditOperation[] {
  const next = (below: number) => Math.floor(random() * below);
  return Array.from({ length: 1 + next(6) }, (): EditOperation => {
    const from = next(frames);
    const span = { from, to: from + 1 + next(frames - from) };
    const kind = (['cut', 'silence', 'gain', 'gain', 'fade-in', 'fade-out', 'keep'] as const)[next(7)]!;
    if (kind === 'keep') return { kind, from: Math.floor(from / 3), to: span.to };
    // Whole steps, so that sums of them are exact in the reference, too.
    return kind === 'gain' ? { kind, decibels: next(85) - 60, ...span } : { kind, ...span };
  });
}

async function dataOf(wav: File, shape: WavShape): Promise<Buffer> {
  return Buffer.from(await wav.slice(headerBytes(shape)).arrayBuffer());
}

describe.each(SAMPLE_FORMATS)('a recording of %s', (format) => {
  test.each([1, 2])(
    'with %d channels plays, bit for bit, what any edits make of each sample',
    async (channels) => {
      const [shape, frames] = [{ sampleRate: 48_000, channels, format }, 700];
      const { journal, audio } = journalOf(shape, frames);
      for (const seed of seeds(20, 400)) {
        const operations = randomOperations(randomSource(seed), frames);
        const wav = await editedWav(
          takeOf(shape, operations, frames),
          journal,
          new ScaledSpans(scalers.start),
        );
        const wanted = reference(audio, shape, operations, frames);
        const found = (await dataOf(wav, shape)).subarray(0, wanted.length);
        expect(Buffer.compare(found, wanted), `seed ${seed}: ${JSON.stringify(operations)}`).toBe(0);
      }
    },
  );

  test('clips at full scale only if its samples are integers', async () => {
    const shape = { sampleRate: 48_000, channels: 1, format };
    const { journal, audio } = journalOf(shape, 500);
    const operations: EditOperation[] = [{ kind: 'gain', decibels: 24, from: 100, to: 400 }];
    const wav = await editedWav(takeOf(shape, operations, 500), journal, new ScaledSpans(scalers.start));
    const found = await dataOf(wav, shape);
    expect(Buffer.compare(found, reference(audio, shape, operations, 500))).toBe(0);
    const samples = Array.from({ length: 500 }, (_, i) =>
      format === 'f32'
        ? found.readFloatLE(4 * i)
        : found.readIntLE((i * found.length) / 500, found.length / 500),
    );
    const full = { s16: 0x7fff, s24: 0x7f_ffff, f32: 1 }[format];
    expect(Math.max(...samples) > full).toBe(format === 'f32');
  });
});

describe('a long recording', () => {
  const shape: WavShape = { sampleRate: 48_000, channels: 2, format: 's24' };
  const frames = 3 * PIECE_FRAMES;

  test('is scaled piece by piece, only where it must be, once, by a worker that then ends', async () => {
    const { journal, audio } = journalOf(shape, frames);
    const spans = new ScaledSpans(scalers.start);
    const gain: EditOperation = { kind: 'gain', decibels: -3, from: 1000, to: 2 * PIECE_FRAMES };
    const [first, second] = await Promise.all([
      editedWav(takeOf(shape, [gain], frames), journal, spans),
      editedWav(takeOf(shape, [gain], frames), journal, spans),
    ]);
    expect(scalers.calls).toEqual([1000, 1000 + PIECE_FRAMES]);
    expect([scalers.started, scalers.ended]).toEqual([1, 1]);
    const found = await dataOf(first, shape);
    expect(Buffer.compare(found, await dataOf(second, shape))).toBe(0);
    expect(Buffer.compare(found.subarray(0, 6000), audio.subarray(0, 6000))).toBe(0);
    expect(Buffer.compare(found.subarray(12 * PIECE_FRAMES), audio.subarray(12 * PIECE_FRAMES))).toBe(0);
    // At the edges of the pieces.
    for (const frame of [1000, 999 + PIECE_FRAMES, 1000 + PIECE_FRAMES, 2 * PIECE_FRAMES - 1]) {
      const sample = Math.round(audio.readIntLE(6 * frame, 3) * 10 ** (-3 / 20));
      expect(found.readIntLE(6 * frame, 3)).toBe(sample);
    }
    // An edit elsewhere scales only its own frames.
    const fade: EditOperation = { kind: 'fade-out', from: frames - 100, to: frames };
    await editedWav(takeOf(shape, [gain, fade], frames), journal, spans);
    expect(scalers.calls).toEqual([1000, 1000 + PIECE_FRAMES, frames - 100]);
    expect([scalers.started, scalers.ended]).toEqual([2, 2]);
  });

  test.each([
    ['it is deleted', (library: TakeLibrary) => library.discard('a')],
    ['it is removed for good', (library: TakeLibrary) => library.delete('a')],
    ['a recording begins', (library: TakeLibrary) => library.acquire('b')],
  ])('is not kept in its scaled form once %s', async (_, change) => {
    const root = new FakeFolder();
    vi.stubGlobal('navigator', { locks: new FakeLocks(), storage: { getDirectory: async () => root } });
    const journalClient = new JournalClient(async () => new FakeBridge<JournalApi>(new FakeJournal()));
    const library = new TakeLibrary(journalClient);
    const { journal } = journalOf(shape, 1000);
    const spans = new ScaledSpans(scalers.start);
    const take = takeOf(shape, [{ kind: 'gain', decibels: -3, from: 0, to: 1000 }], 1000);
    await editedWav(take, journal, spans);
    await library.delete('another');
    await editedWav(take, journal, spans);
    expect(scalers.calls).toHaveLength(1);
    await change(library);
    await editedWav(take, journal, spans);
    expect(scalers.calls).toHaveLength(2);
    vi.unstubAllGlobals();
  });

  test('is scaled only while it may go on, which is asked before each piece', async () => {
    const { journal } = journalOf(shape, frames);
    const gain: EditOperation = { kind: 'gain', decibels: 3, from: 0, to: frames };
    const goOn: (() => void)[] = [];
    const mayGoOn = () => new Promise<void>((resolve) => goOn.push(resolve));
    const take = takeOf(shape, [gain], frames);
    const reading = editedWav(take, journal, new ScaledSpans(scalers.start), undefined, undefined, mayGoOn);
    for (let pieces = 0; pieces < 3; pieces++) {
      await vi.waitFor(() => expect(goOn).toHaveLength(1));
      expect(scalers.calls).toHaveLength(pieces);
      goOn.pop()!();
    }
    await reading;
    expect(scalers.calls).toHaveLength(3);
  });

  test('is no longer scaled once nobody waits for it', async () => {
    const { journal } = journalOf(shape, frames);
    const abort = new AbortController();
    const gain: EditOperation = { kind: 'gain', decibels: 3, from: 0, to: frames };
    const reading = editedWav(
      takeOf(shape, [gain], frames),
      journal,
      new ScaledSpans(scalers.start),
      abort.signal,
    );
    abort.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    expect(scalers.calls).toHaveLength(1);
    expect(scalers.ended).toBe(1);
  });

  test('is scaled anew after its worker died while an edit elsewhere already waited for the same frames', async () => {
    const { journal, audio } = journalOf(shape, 1000);
    let die: ((error: Error) => void) | undefined;
    const spans = new ScaledSpans(() =>
      die === undefined ? new Promise((_, reject) => (die = reject)) : scalers.start(),
    );
    const fade: EditOperation = { kind: 'fade-in', from: 0, to: 500 };
    const gain: EditOperation = { kind: 'gain', decibels: -3, from: 600, to: 700 };
    const readings = [[fade], [fade, gain]].map((edits) =>
      editedWav(takeOf(shape, edits, 1000), journal, spans),
    );
    const ends = Promise.allSettled(readings);
    die?.(new Error('died'));
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const found = await dataOf(await editedWav(takeOf(shape, [fade, gain], 1000), journal, spans), shape);
    expect(Buffer.compare(found, reference(audio, shape, [fade, gain], 1000))).toBe(0);
  });

  test('is scaled anew after its worker died', async () => {
    const { journal, audio } = journalOf(shape, 1000);
    let deaths = 1;
    const spans = new ScaledSpans(() =>
      deaths-- > 0 ? Promise.reject(new Error('did not load')) : scalers.start(),
    );
    const take = takeOf(shape, [{ kind: 'fade-in', from: 0, to: 1000 }], 1000);
    await expect(editedWav(take, journal, spans)).rejects.toThrow('did not load');
    const found = await dataOf(await editedWav(take, journal, spans), shape);
    expect(Buffer.compare(found, reference(audio, shape, take.edits.operations, 1000))).toBe(0);
  });
});
