import { describe, expect, it } from 'vitest';
import { dbtp, Meters, RATE, tones, type Tone } from './meters.ts';

const SILENT = -Infinity;
const TOLERANCE_LU = 0.1;

function expectLufs(value: number, wanted: number): void {
  expect(Math.abs(value - wanted), `${value} LUFS, not ${wanted}`).toBeLessThanOrEqual(TOLERANCE_LU);
}

function repeated(times: number, ...parts: readonly Tone[]): Tone[] {
  return Array.from({ length: times }, () => parts).flat();
}

/** The highest readings while a signal is measured, read a hundred times a second. */
function highest(parts: readonly Tone[]): { momentary: number; shortTerm: number } {
  const meters = new Meters();
  let [momentary, shortTerm] = [-Infinity, -Infinity];
  meters.measureBoth(tones(...parts), RATE / 100, () => {
    momentary = Math.max(momentary, meters.live.momentary);
    shortTerm = Math.max(shortTerm, meters.live.shortTerm);
  });
  return { momentary, shortTerm };
}

describe('EBU Tech 3341, table 1', () => {
  it.each([
    [1, -23],
    [2, -33],
  ])('case %i: a steady tone reads %f LUFS on all three scales', (_, dbfs) => {
    const { live, take } = new Meters().measureBoth(tones([20, dbfs]));
    expectLufs(live.momentary, dbfs);
    expectLufs(live.shortTerm, dbfs);
    expectLufs(take.integrated, dbfs);
  });

  it.each<[number, Tone[]]>([
    [
      3,
      [
        [10, -36],
        [60, -23],
        [10, -36],
      ],
    ],
    [
      4,
      [
        [10, -72],
        [10, -36],
        [60, -23],
        [10, -36],
        [10, -72],
      ],
    ],
    [
      5,
      [
        [20, -26],
        [20.1, -20],
        [20, -26],
      ],
    ],
  ])('case %i: the gates give -23 LUFS', (_, parts) => {
    expectLufs(new Meters().measureBoth(tones(...parts)).take.integrated, -23);
  });

  it('case 9: short-term loudness is constant after 3 s', () => {
    const meters = new Meters();
    const signal = tones(...repeated(5, [1.34, -20], [1.66, -30]));
    meters.measureBoth(signal, RATE / 100, (frame) => {
      if (frame >= 3 * RATE) expectLufs(meters.live.shortTerm, -23);
    });
  });

  it('case 10: a tone of 3 s has its highest short-term loudness, whenever it begins', () => {
    for (let i = 0; i < 20; i++) {
      expectLufs(
        highest([
          [i * 0.15, SILENT],
          [3, -23],
          [1, SILENT],
        ]).shortTerm,
        -23,
      );
    }
  });

  it('case 11: so has each of many tones in a row', () => {
    const meters = new Meters();
    for (let i = 0; i < 20; i++) {
      let most = -Infinity;
      const signal = tones([i * 0.15, SILENT], [3, -38 + i], [3 - i * 0.15, SILENT]);
      meters.measureBoth(signal, RATE / 100, () => (most = Math.max(most, meters.live.shortTerm)));
      expectLufs(most, -38 + i);
    }
  });

  it('case 12: momentary loudness is constant after 1 s', () => {
    const meters = new Meters();
    const signal = tones(...repeated(25, [0.18, -20], [0.22, -30]));
    meters.measureBoth(signal, RATE / 100, (frame) => {
      if (frame >= RATE) expectLufs(meters.live.momentary, -23);
    });
  });

  it('case 13: a tone of 0.4 s has its highest momentary loudness, whenever it begins', () => {
    for (let i = 0; i < 20; i++) {
      expectLufs(
        highest([
          [i * 0.02, SILENT],
          [0.4, -23],
          [1, SILENT],
        ]).momentary,
        -23,
      );
    }
  });

  it('case 14: so has each of many tones in a row', () => {
    const meters = new Meters();
    for (let i = 0; i < 20; i++) {
      let most = -Infinity;
      const signal = tones([i * 0.02, SILENT], [0.4, -38 + i], [0.4 - i * 0.02, SILENT]);
      meters.measureBoth(signal, RATE / 100, () => (most = Math.max(most, meters.live.momentary)));
      expectLufs(most, -38 + i);
    }
  });

  it.each([
    [15, 4, 0.5, 0, -6],
    [16, 4, 0.5, 45, -6],
    [17, 6, 0.5, 60, -6],
    [18, 8, 0.5, 67.5, -6],
    [19, 4, 1.41, 45, 3],
  ])(
    'case %i: the true peak of a tone of fs/%i, amplitude %f, phase %f° is %f dBTP',
    (_, part, amplitude, degrees, wanted) => {
      const fade = RATE / 100;
      const frames = RATE;
      const tone = Float32Array.from({ length: frames }, (__, i) => {
        const envelope = Math.min(1, i / fade, (frames - 1 - i) / fade);
        return amplitude * envelope * Math.sin((2 * Math.PI * i) / part + (degrees * Math.PI) / 180);
      });
      const peak = dbtp(new Meters().measureBoth(tone).take.truePeak);
      expect(peak).toBeGreaterThanOrEqual(wanted - 0.4);
      expect(peak).toBeLessThanOrEqual(wanted + 0.2);
    },
  );
});

describe('EBU Tech 3342, table 1', () => {
  it.each<[number, number, Tone[]]>([
    [
      1,
      10,
      [
        [20, -20],
        [20, -30],
      ],
    ],
    [
      2,
      5,
      [
        [20, -20],
        [20, -15],
      ],
    ],
    [
      3,
      20,
      [
        [20, -40],
        [20, -20],
      ],
    ],
    [
      4,
      15,
      [
        [20, -50],
        [20, -35],
        [20, -20],
        [20, -35],
        [20, -50],
      ],
    ],
  ])('case %i: the loudness range is %i LU', (_, wanted, parts) => {
    const { range } = new Meters().measureBoth(tones(...parts)).take;
    expect(Math.abs(range - wanted), `${range} LU`).toBeLessThanOrEqual(1);
  });
});
