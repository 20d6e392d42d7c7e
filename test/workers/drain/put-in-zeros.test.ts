import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { RING_STATE, RING_WORD, ringWords } from '../../../src/shared/capture/capture-ring.ts';
import type { JournalSummary } from '../../../src/shared/journal/journal-api.ts';
import type { Gap } from '../../../src/shared/take/ledger.ts';
import { TakeJournal } from '../../../src/workers/take/take-journal.ts';
import { NO_PAST } from '../../../src/workers/take/take-past.ts';
import { randomSource } from '../../support/random-source.ts';
import { DrainStage, isSettled } from '../drain-stage.ts';
import { SPEC } from '../take-support.ts';

afterEach(() => vi.unstubAllGlobals());

const RATE = SPEC.sampleRate;
/** Sound before and after the zeros, long enough for everything that is compared. */
const AROUND = 6000;

type Browser = 'Firefox' | 'Chromium';

function use(browser: Browser): void {
  vi.stubGlobal('navigator', { userAgent: `Mozilla/5.0 (X11; Linux x86_64) ${browser}/140.0` });
}

/** Sound of at least -40 dBFS with a run of zeros in it. */
function holed(zeros: number): Float32Array<ArrayBuffer> {
  const random = randomSource(7);
  const sound = Float32Array.from({ length: 2 * AROUND + zeros }, () => {
    return (random() < 0.5 ? -1 : 1) * (0.01 + 0.5 * random());
  });
  return sound.fill(0, AROUND, AROUND + zeros);
}

/** A microphone that delivers a given sound, and the drain that records it. */
class Microphone {
  readonly stage = new DrainStage({ keepFrames: 2 ** 14 });
  readonly #sound: Float32Array<ArrayBuffer>;
  #heard = 0;

  constructor(sound: Float32Array<ArrayBuffer>) {
    this.#sound = sound;
  }

  /** Delivers the sound up to frame `frame`, in blocks as a browser does. */
  until(frame: number): void {
    while (this.#heard < frame) {
      const block = this.#sound.subarray(this.#heard, Math.min(this.#heard + 128, frame));
      this.stage.writer.write([block, block], block.length);
      this.#heard += block.length;
      this.stage.settle();
    }
  }

  begin(frame: number): TakeJournal {
    this.until(frame);
    return this.stage.begin(frame);
  }

  /** Ends the take at `frame`. The microphone delivers on, up to frame `until`. */
  end(frame: number, until = this.#sound.length): Promise<JournalSummary> {
    this.until(frame);
    const summary = this.stage.drain.finish(this.stage.at(frame));
    this.until(until);
    this.stage.settle();
    return summary;
  }

  async gapsOf(frame: number): Promise<readonly Gap[]> {
    return (await this.end(frame)).ledger.gaps;
  }
}

/** What the ledger must tell of the zeros, in a take of the parts that `parts` names by their first and last frame. */
function truth(zeros: number, parts: readonly (readonly [number, number])[], browser: Browser): Gap[] {
  const [from, to] = [AROUND, AROUND + zeros];
  let frame: number | undefined;
  let frames = 0;
  let before = 0;
  for (const [first, end] of parts) {
    const inPart = Math.min(to, end) - Math.max(from, first);
    if (inPart > 0) {
      frame ??= before + Math.max(from, first) - first;
      frames += inPart;
    }
    before += end - first;
  }
  const inserted = browser === 'Firefox' || zeros % 128 === 0 || zeros % (RATE / 100) === 0;
  // Silence of the microphone's own counts between sounds of the take.
  if (!inserted && frames < zeros) return [];
  return frame === undefined ? [] : [{ frame, frames, kind: inserted ? 'zeros' : 'muted' }];
}

const LENGTHS = [128, 192, 301, 354, RATE / 100, 1078, 1743, 4096];

describe.each<Browser>(['Firefox', 'Chromium'])(
  'zeros in the sound of %s are told at their exact frames',
  (browser) => {
    test.each(LENGTHS)('%i of them, wherever the take ends', async (zeros) => {
      use(browser);
      const behind = [1, 2, 3, 4, 100, 239, 240, 241, 1000, 5000].map((frames) => zeros + frames);
      for (const end of [1, 64, 128, zeros - 1, zeros, ...behind]) {
        const microphone = new Microphone(holed(zeros));
        microphone.begin(1000);
        const gaps = await microphone.gapsOf(AROUND + end);
        expect(gaps, `ended ${end} frames after their first`).toEqual(
          truth(zeros, [[1000, AROUND + end]], browser),
        );
      }
    });

    test.each(LENGTHS)('%i of them, wherever the take begins', async (zeros) => {
      use(browser);
      for (const begin of [-5000, -100, -1, 0, 1, zeros - 1, zeros, zeros + 1]) {
        const microphone = new Microphone(holed(zeros));
        microphone.until(AROUND + zeros + 500);
        microphone.begin(AROUND + begin);
        const end = AROUND + zeros + 3000;
        const gaps = await microphone.gapsOf(end);
        expect(gaps, `begun ${begin} frames after their first`).toEqual(
          truth(zeros, [[AROUND + begin, end]], browser),
        );
      }
    });

    test('wherever the take begins, pauses, goes on and ends', async () => {
      use(browser);
      const near = fc.integer({ min: -3000, max: 5000 });
      const anyTake = fc.record({
        zeros: fc.oneof(fc.constantFrom(...LENGTHS), fc.integer({ min: RATE / 400, max: RATE / 10 })),
        cuts: fc.array(near, { minLength: 4, maxLength: 4 }).map((cuts) => cuts.sort((a, b) => a - b)),
      });
      await fc.assert(
        fc.asyncProperty(anyTake, async ({ zeros, cuts }) => {
          const [begun, paused, resumed, ended] = cuts.map((cut) => AROUND + cut) as [
            number,
            number,
            number,
            number,
          ];
          const microphone = new Microphone(holed(zeros));
          const { drain } = microphone.stage;
          microphone.begin(begun);
          microphone.until(paused);
          drain.pause(microphone.stage.at(paused));
          microphone.until(resumed);
          drain.resume(microphone.stage.at(resumed));
          const parts = [
            [begun, paused],
            [resumed, ended],
          ] as const;
          expect(await microphone.gapsOf(ended)).toEqual(truth(zeros, parts, browser));
        }),
        { numRuns: 150 },
      );
    });

    test('at both ends of a pause, however long it is', async () => {
      use(browser);
      for (const pause of [1, 20_000, 60_000, 200_000]) {
        const hole = holed(480);
        const sound = new Float32Array([...hole, ...new Float32Array(pause).fill(0.3), ...hole]);
        const second = hole.length + pause + AROUND;
        const microphone = new Microphone(sound);
        const { drain } = microphone.stage;
        microphone.begin(1000);
        microphone.until(AROUND + 300);
        drain.pause(microphone.stage.at(AROUND + 300));
        // A click is told a moment later.
        microphone.until(second + 1000);
        drain.resume(microphone.stage.at(second + 200));
        const before = AROUND - 700;
        expect(await microphone.gapsOf(second + 3000), `a pause of ${pause} frames`).toEqual([
          { frame: AROUND - 1000, frames: 300, kind: 'zeros' },
          { frame: before, frames: 280, kind: 'zeros' },
        ]);
      }
    });

    test('in a take that is continued among them', async () => {
      use(browser);
      const microphone = new Microphone(holed(960));
      const { stage } = microphone;
      microphone.begin(1000);
      const { frames } = await microphone.end(3000, AROUND + 1000);
      stage.drain.hold(stage.at(AROUND + 700));
      stage.drain.begin(
        new TakeJournal(stage.spec, stage.audio, stage.log, () => {}, { ...NO_PAST, frames }),
      );
      const { ledger } = await microphone.end(AROUND + 3000);
      expect(ledger.gaps).toEqual([{ frame: frames, frames: 260, kind: 'zeros' }]);
    });
  },
);

describe('the end of a take', () => {
  test('that ends in sound waits for nothing', async () => {
    const microphone = new Microphone(holed(480));
    microphone.begin(1000);
    const summary = microphone.end(AROUND + 3000, AROUND + 3000);
    expect(await isSettled(summary)).toBe(true);
  });

  test('among zeros waits for the sound that follows, and no frame of that is in the take', async () => {
    const microphone = new Microphone(holed(480));
    const { stage } = microphone;
    microphone.begin(1000);
    const summary = microphone.end(AROUND + 300, AROUND + 300);
    expect(await isSettled(summary)).toBe(false);
    expect(stage.drain.waiting).toBe(true);
    microphone.until(AROUND + 481);
    expect(await isSettled(summary)).toBe(true);
    expect(await summary).toMatchObject({
      frames: AROUND - 700,
      ledger: {
        captured: AROUND - 700,
        lost: 0,
        gaps: [{ frame: AROUND - 1000, frames: 300, kind: 'zeros' }],
      },
    });
  });

  test.each<[string, (stage: DrainStage) => void]>([
    ['patience is over', ({ drain }) => drain.finishNow()],
    ['another ring takes over', ({ drain }) => void drain.detachTake()],
    [
      'the microphone is gone',
      ({ ring }) => Atomics.store(ringWords(ring), RING_WORD.state, RING_STATE.ended),
    ],
  ])('among zeros comes at once when %s, and they are silence', async (_, work) => {
    const microphone = new Microphone(holed(480));
    const { stage } = microphone;
    microphone.begin(1000);
    const summary = microphone.end(AROUND + 300, AROUND + 300);
    work(stage);
    stage.settle();
    expect((await summary).ledger.gaps).toEqual([]);
  });

  test.each<[string, (stage: DrainStage) => void]>([
    ['patience is over', ({ drain }) => drain.finishNow()],
    ['another ring takes over', ({ drain }) => void drain.detachTake()],
  ])('among zeros comes at once when %s before its last frames are there', async (_, work) => {
    const microphone = new Microphone(holed(480));
    const { stage } = microphone;
    microphone.begin(1000);
    microphone.until(AROUND + 300);
    const summary = stage.drain.finish(stage.at(AROUND + 400));
    stage.settle();
    expect(await isSettled(summary)).toBe(false);
    stage.drain.flush();
    work(stage);
    stage.settle();
    expect(await summary).toMatchObject({ frames: AROUND - 700, ledger: { gaps: [] } });
  });

  test.each<Browser>(['Firefox', 'Chromium'])(
    'behind a microphone that was muted by hand: no loss and no suspicion, and no long wait (%s)',
    async (browser) => {
      use(browser);
      const muted = RATE / 2 + 7;
      const microphone = new Microphone(holed(muted));
      microphone.begin(1000);
      const summary = microphone.end(AROUND + 100, AROUND + 0.31 * RATE);
      expect(await isSettled(summary)).toBe(true);
      expect((await summary).ledger.gaps).toEqual([]);
    },
  );

  test.each<Browser>(['Firefox', 'Chromium'])(
    'a microphone muted by hand in mid-take is no suspicion (%s)',
    async (browser) => {
      use(browser);
      const muted = RATE / 2 + 7;
      const microphone = new Microphone(holed(muted));
      microphone.begin(1000);
      const gaps = await microphone.gapsOf(AROUND + muted + 3000);
      expect(gaps).toEqual([{ frame: AROUND - 1000, frames: muted, kind: 'muted' }]);
    },
  );
});
