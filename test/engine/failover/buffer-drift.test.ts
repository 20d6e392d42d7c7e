import { describe, expect, test } from 'vitest';
import { BufferDrift } from '../../../src/engine/failover/buffer-drift.ts';

const RATE = 48000;
const ROOM = 0.15;
const LOOK_SECONDS = 0.25;
const PIECE = 1024;
const BUFFER = 480;

/** A microphone and a page whose clocks are two crystals, checked four times a second. */
class Crystals {
  readonly count = new BufferDrift(RATE, ROOM);
  told = 0;
  #microphone = 0;
  #page = 0;
  #jitter = 0;

  /** @param ppm how much faster the microphone's clock is */
  run(seconds: number, ppm: number): this {
    for (let at = 0; at < seconds;) {
      // The checks are not aligned with the pieces.
      this.#jitter = (this.#jitter * 7 + 3) % 11;
      const passed = LOOK_SECONDS + this.#jitter / 1000;
      at += passed;
      this.#microphone += passed * RATE * (1 + ppm / 1e6);
      this.#page += passed * RATE;
      this.told += this.count.observe(whole(this.#microphone, BUFFER) - whole(this.#page, PIECE));
    }
    return this;
  }

  /** The page's clock stands still. */
  stand(seconds: number): this {
    this.#microphone += seconds * RATE;
    return this;
  }
}

function whole(frames: number, piece: number): number {
  return piece * Math.floor(frames / piece);
}

describe('two crystals', () => {
  test('of one rate are not talked about for a day', () => {
    const { told, count } = new Crystals().run(24 * 3600, 0);
    expect(told).toBe(0);
    expect(count.heldFrames).toBeLessThan(0.01 * RATE);
  });

  test.each([20, 100, 300])('%s ppm apart: what exceeds the room is told, and no more', (ppm) => {
    const seconds = 4 * 3600;
    const { told } = new Crystals().run(seconds, ppm);
    const due = (seconds * ppm) / 1e6 - ROOM;
    expect(Math.abs(told / RATE - due)).toBeLessThan(0.03);
  });

  test('within the room nothing is told, and how much is held is known', () => {
    const { told, count } = new Crystals().run(1000, 100);
    expect(told).toBe(0);
    expect(Math.abs(count.heldFrames / RATE - 0.1)).toBeLessThan(0.01);
  });

  test('of which the microphone’s is the slower one: nothing is held, and nothing is owed to later', () => {
    const crystals = new Crystals().run(4 * 3600, -100);
    expect(crystals.told).toBe(0);
    expect(crystals.count.heldFrames).toBe(0);
    crystals.run(3000, 100);
    expect(Math.abs(crystals.told / RATE - (0.3 - ROOM))).toBeLessThan(0.03);
  });
});

test('a clock that stood still is the journal’s to tell of; from then on there is no room', () => {
  const crystals = new Crystals().run(100, 0).stand(1).run(100, 0);
  expect(crystals.told).toBe(0);
  expect(Math.abs(crystals.count.heldFrames / RATE - ROOM)).toBeLessThan(0.01);
  crystals.run(3600, 100);
  expect(Math.abs(crystals.told / RATE - 0.36)).toBeLessThan(0.03);
});
