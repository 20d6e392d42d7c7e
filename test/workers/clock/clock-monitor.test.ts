import { describe, expect, test } from 'vitest';
import { ClockMonitor, type ClockFinding } from '../../../src/workers/clock/clock-monitor.ts';

const RATE = 48000;
const TICK_MS = 50;

/** A machine with a clock, a calendar and a microphone, checked every 50 ms. */
class Machine {
  readonly found: ClockFinding[] = [];
  #ms = 5000;
  #calendarMs = 1.7e12;
  #frames = 1000;
  readonly #watch = new ClockMonitor(RATE, this.#ms, this.#calendarMs, this.#frames);

  /** Time passes, with frames at `rate` times the correct rate. */
  run(seconds: number, rate = 1): void {
    const ticks = Math.round((1000 * seconds) / TICK_MS);
    for (let i = 0; i < ticks; i++) {
      this.#pass(TICK_MS);
      this.#frames += Math.round((rate * RATE * TICK_MS) / 1000);
      this.#look();
    }
  }

  /** Time passes without checks, and frames continue. */
  unwatched(seconds: number): void {
    this.#pass(1000 * seconds);
    this.#frames += seconds * RATE;
    this.#look();
  }

  /** The calendar jumps: it was set, or the clock stood still during sleep. */
  calendar(seconds: number): void {
    this.#calendarMs += 1000 * seconds;
  }

  missing(): number {
    return this.found.reduce((sum, finding) => sum + finding.missing, 0);
  }

  #pass(ms: number): void {
    this.#ms += ms;
    this.#calendarMs += ms;
  }

  #look(): void {
    const finding = this.#watch.observe(this.#ms, this.#calendarMs, this.#frames);
    if (finding !== undefined) this.found.push(finding);
  }
}

describe('a clock that runs', () => {
  test('is not talked about, half a per cent off or right', () => {
    for (const rate of [0.995, 1, 1.005]) {
      const machine = new Machine();
      machine.run(120, rate);
      expect(machine.found).toEqual([]);
    }
  });

  test('is not suspected because the journal looked late', () => {
    const machine = new Machine();
    machine.run(3);
    machine.unwatched(10);
    machine.run(40);
    expect(machine.found).toEqual([]);
  });

  test('is not suspected because a delivery came 400 ms late', () => {
    const machine = new Machine();
    machine.run(5);
    machine.run(0.4, 0);
    machine.run(0.4, 2);
    machine.run(40);
    expect(machine.found).toEqual([]);
  });
});

describe('a calendar that is set', () => {
  for (const seconds of [60, 7200, -60]) {
    test(`by ${seconds} s while frames come is said once, and nothing is missing`, () => {
      const machine = new Machine();
      machine.run(3);
      machine.calendar(seconds);
      machine.run(40);
      expect(machine.found).toEqual([{ state: { kind: 'set', ms: 1000 * seconds }, missing: 0 }]);
    });
  }
});

describe('a clock that stands still', () => {
  test('is told at once, and what is missing when it runs again', () => {
    const machine = new Machine();
    machine.run(3);
    machine.run(0.6, 0);
    expect(machine.found).toEqual([{ state: { kind: 'stalled', ms: 500 }, missing: 0 }]);
    machine.run(3.4, 0);
    machine.run(20);
    expect(machine.found).toEqual([
      { state: { kind: 'stalled', ms: 500 }, missing: 0 },
      { state: { kind: 'stalled', ms: 2500 }, missing: 0 },
      { state: { kind: 'runs' }, missing: 4 * RATE },
    ]);
  });

  test('because the machine slept, is found by the calendar once it wakes', () => {
    const machine = new Machine();
    machine.run(3);
    machine.calendar(3600);
    // The audio device wakes later than the processor.
    machine.run(0.3, 0);
    machine.run(20);
    expect(machine.found).toEqual([{ state: { kind: 'runs' }, missing: 3600.3 * RATE }]);
  });
});

describe('a clock that stands still for less than is told at once', () => {
  test('is found some seconds later, and no other way', () => {
    const machine = new Machine();
    machine.run(40);
    machine.run(0.15, 0);
    machine.run(40);
    expect(machine.found).toMatchObject([{ state: { kind: 'runs' }, missing: 0.15 * RATE }]);
  });

  test('many times is counted once each, whether the rate is off by it or not', () => {
    for (const apart of [1, 2, 5, 12, 40]) {
      const machine = new Machine();
      machine.run(10);
      for (let i = 0; i < 10; i++) {
        machine.run(0.2, 0);
        machine.run(apart);
      }
      machine.run(20);
      expect(Math.abs(machine.missing() - 2 * RATE), `${apart} s apart`).toBeLessThan(0.1 * RATE);
    }
  });
});

describe('a clock at the wrong rate', () => {
  test('half too slow is found within three seconds, and every missing frame is counted', () => {
    const machine = new Machine();
    machine.run(3);
    machine.run(3, 0.5);
    expect(machine.found[0]).toMatchObject({ state: { kind: 'off' } });
    machine.run(57, 0.5);
    machine.run(40);
    expect(machine.missing()).toBeGreaterThan(29.5 * RATE);
    expect(machine.missing()).toBeLessThan(30.5 * RATE);
    expect(machine.found.at(-1)).toEqual({ state: { kind: 'steady' }, missing: 0 });
  });

  test('1.5 % too slow is found within a minute, with its rate', () => {
    const machine = new Machine();
    machine.run(60, 0.985);
    const state = machine.found[0]?.state;
    if (state?.kind !== 'off') throw new Error('nothing was found');
    expect(state.ppm).toBeGreaterThan(-16_000);
    expect(state.ppm).toBeLessThan(-14_000);
  });

  test('too fast is told, and nothing is missing', () => {
    const machine = new Machine();
    machine.run(60, 1.05);
    expect(machine.found[0]).toMatchObject({ state: { kind: 'off' }, missing: 0 });
    expect(machine.missing()).toBe(0);
  });
});
