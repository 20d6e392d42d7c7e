import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClockSteps, type ClockStep } from '../../../src/workers/clock/clock-steps.ts';

const RATE = 44100;
/** Frames of a piece that the browser's audio context renders at once. */
const PIECE = 1024;
const PIECE_MS = (PIECE / RATE) * 1000;

/** A microphone whose clock can stand still. Its deliveries are checked `lateMs` after they were made. */
class Microphone {
  readonly found: ClockStep[] = [];
  readonly #steps = new ClockSteps(RATE);
  #ms = 777;
  #lookedMs = 0;
  #frames = 12_345;

  /** @param lateMs delay of each piece in turn; the list repeats */
  run(seconds: number, lateMs: readonly number[] = [0], ppm = 0): void {
    const pieces = Math.round((seconds * 1000) / PIECE_MS);
    for (let i = 0; i < pieces; i++) {
      this.#ms += PIECE_MS * (1 - ppm / 1e6);
      this.#frames += PIECE;
      // Checks happen in order: a late one delays those after it.
      this.#lookedMs = Math.max(this.#lookedMs, this.#ms + lateMs[i % lateMs.length]!);
      const step = this.#steps.observe(this.#lookedMs, this.#frames);
      if (step !== undefined) this.found.push(step);
    }
  }

  get frames(): number {
    return this.#frames;
  }

  get foundMs(): number {
    return this.found.reduce((sum, { ms }) => sum + ms, 0);
  }

  stand(ms: number): void {
    this.#ms += ms;
  }

  end(): number {
    this.found.push(...this.#steps.finish(this.#lookedMs));
    return this.foundMs;
  }
}

describe('a clock that stands still for a moment', () => {
  test.each([50, 60, 150, 240, 400])('%d ms is found five seconds later', (ms) => {
    const microphone = new Microphone();
    microphone.run(10.3);
    microphone.stand(ms);
    microphone.run(6);
    expect(Math.abs(microphone.foundMs - ms)).toBeLessThan(5);
    expect(Math.abs(microphone.end() - ms)).toBeLessThan(5);
  });

  test('a second and a half before the end is found at the end', () => {
    const microphone = new Microphone();
    microphone.run(10);
    const { frames } = microphone;
    microphone.stand(80);
    microphone.run(1.6);
    expect(microphone.foundMs).toBe(0);
    expect(Math.abs(microphone.end() - 80)).toBeLessThan(5);
    expect(Math.abs(microphone.found[0]!.fromFrame - frames)).toBeLessThan(RATE);
  });

  test.each([10, 10.3, 10.5, 10.9, 11.2])('after %s s is placed within a second', (seconds) => {
    const microphone = new Microphone();
    microphone.run(seconds);
    const { frames } = microphone;
    microphone.stand(90);
    microphone.run(9);
    expect(microphone.found).toHaveLength(1);
    expect(Math.abs(microphone.found[0]!.fromFrame - frames)).toBeLessThan(RATE);
  });

  test('again and again is found each time, however late the deliveries are', () => {
    const stands = fc.array(fc.integer({ min: 55, max: 450 }), { minLength: 1, maxLength: 8 });
    const late = fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(stands, late, (milliseconds, lateMs) => {
        const microphone = new Microphone();
        // A late delivery delays the next ones by less than a third of a second.
        const deliveries = lateMs.flatMap((ms) => [ms, ...Array.from({ length: 14 }, () => 0)]);
        microphone.run(3, deliveries);
        for (const ms of milliseconds) {
          microphone.stand(ms);
          microphone.run(1 + (ms % 7), deliveries);
        }
        microphone.run(6, deliveries);
        const stood = milliseconds.reduce((sum, ms) => sum + ms, 0);
        expect(Math.abs(microphone.end() - stood)).toBeLessThan(15 * milliseconds.length);
      }),
      {
        numRuns: 2000,
        // In the second in which the clock stopped, and in the next one, frames made before the stop were delivered
        // late.
        examples: [
          [[67], [0, 237, 0, 0, 0, 281, 0]],
          [[87], [0, 0, 0, 257, 0]],
          [
            [80, 125],
            [0, 234],
          ],
          [
            [55, 353, 55],
            [0, 0, 165],
          ],
        ],
      },
    );
  });
});

describe('nothing is found', () => {
  test.each([-9000, -500, 0, 500, 9000])('in a clock that is %d ppm off', (ppm) => {
    const microphone = new Microphone();
    microphone.run(600, [0, 7, 30, 2], ppm);
    expect(microphone.end()).toBe(0);
  });

  test('where deliveries come late, and as many as are due', () => {
    const late = fc.array(fc.integer({ min: 0, max: 900 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(late, (lateMs) => {
        const microphone = new Microphone();
        microphone.run(60, [...Array.from({ length: 45 }, () => 0), ...lateMs]);
        microphone.run(1);
        expect(microphone.end()).toBe(0);
      }),
      // The deliveries catch up only a moment before the end.
      { examples: [[[0, 0, 0, 0, 0, 0, 0, 40, 831, 0]]], numRuns: 500 },
    );
  });
});
