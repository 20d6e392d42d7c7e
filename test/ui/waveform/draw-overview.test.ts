import { expect, test } from 'vitest';
import { emptyBars } from '../../../src/shared/waveform/bars.ts';
import { waveLook } from '../../../src/shared/waveform/draw-wave.ts';
import type { Surface, WaveContext } from '../../../src/shared/waveform/surface.ts';
import { drawOverview } from '../../../src/ui/waveform/draw-overview.ts';

test('a marker at the very end of the take has its line inside of the strip', () => {
  const lines: number[] = [];
  const context = {
    fillStyle: '',
    fillRect(this: WaveContext, x: number) {
      if (this.fillStyle === 'mark') lines.push(x);
    },
  } as unknown as WaveContext;
  const surface = { context, colors: { mark: 'mark' }, width: 100, height: 20, pixelRatio: 1 } as Surface;
  drawOverview(surface, waveLook(1), {
    bars: emptyBars(0),
    frames: 1000,
    marks: [{ frame: 500 }, { frame: 1000 }],
    lost: [],
    playhead: undefined,
    view: undefined,
    growing: false,
  });
  expect(lines).toEqual([50, 99]);
});
