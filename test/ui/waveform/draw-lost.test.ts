import { expect, test } from 'vitest';
import { drawLost, waveLook } from '../../../src/shared/waveform/draw-wave.ts';
import type { WaveColors, WaveContext } from '../../../src/shared/waveform/surface.ts';

const AREA = { width: 900, height: 200 };
const LOOK = waveLook(1);

/** The strokes that hatch a span, by where they stand at the bottom, and the part that they are kept to. */
function hatched(from: number, to: number) {
  const strokes: number[] = [];
  let kept = { left: 0, right: 0 };
  const context = {
    save() {},
    restore() {},
    clip() {},
    beginPath() {},
    stroke() {},
    rect: (x: number, _y: number, width: number) => void (kept = { left: x, right: x + width }),
    moveTo: (x: number) => void strokes.push(x),
    lineTo() {},
  } as unknown as WaveContext;
  drawLost(context, AREA, from, to, { record: 'red' } as WaveColors, LOOK);
  return { ...kept, strokes };
}

test('a long loss costs no more strokes than the picture has room for', () => {
  const inside = hatched(0, 900).strokes;
  for (const [from, to] of [
    [-5_000_000, 450],
    [-5_000_000, 5_000_000],
    [450, 5_000_000],
  ] as const)
    expect(hatched(from, to).strokes.length).toBeLessThanOrEqual(inside.length + 2);
});

test('the hatching stands where it stood when the loss began in the picture', () => {
  const inside = hatched(0, 900).strokes;
  expect(hatched(-5_000_001, 900).strokes.filter((x) => x > -AREA.height)).toEqual(
    inside.filter((x) => x > -AREA.height),
  );
  expect(hatched(-5_000_001, 450)).toMatchObject({ right: 450 });
});

test('a loss is hatched exactly, one without frames as two lines’ width, and one out of the picture not at all', () => {
  expect(hatched(100, 300)).toMatchObject({ left: 100, right: 300 });
  expect(hatched(100, 100)).toMatchObject({ left: 100, right: 102 });
  expect(hatched(-300, -100).strokes).toEqual([]);
  expect(hatched(1000, 1200).strokes).toEqual([]);
});
