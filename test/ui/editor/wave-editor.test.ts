import { expect, test } from 'vitest';
import { emptyBars } from '../../../src/shared/waveform/bars.ts';
import { placedBars } from '../../../src/ui/editor/wave-editor.ts';

const SHOWN = { from: 0, to: 1000 };

test('while nothing is known of a take no bars are drawn: they would show silence', () => {
  expect(placedBars(emptyBars(0), 0, 1000, SHOWN, 10, 100).count).toBe(0);
});

test('bars of another part stand where they belong until those of this part have come', () => {
  const bars = emptyBars(2);
  bars.maximum.set([0.5, 0.75]);
  expect([...placedBars(bars, 500, 250, SHOWN, 250, 4).maximum]).toEqual([0, 0, 0.5, 0.75]);
});
