import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { PeakSource, SeekEvent } from '../../../src/ui/waveform/peak-source.ts';
import { WaveOverview } from '../../../src/ui/waveform/wave-overview.ts';
import { bound } from '../../support/bound.ts';

beforeEach(() => void vi.stubGlobal('ResizeObserver', class {}));
afterEach(() => void vi.unstubAllGlobals());

/** Where the person is led by a click in the middle, and by the keys Right and End. */
function chosen(source: PeakSource | undefined): number[] {
  const overview = new WaveOverview();
  Object.assign(overview, { source, sampleRate: 1000, playhead: 5000 });
  const frames: number[] = [];
  overview.addEventListener('seek', (event) => frames.push((event as SeekEvent).detail.frame));
  const [press] = bound(overview.render(), '@pointerdown') as ((event: object) => void)[];
  const [type] = bound(overview.render(), '@keydown') as ((event: object) => void)[];
  const canvas = { setPointerCapture: () => {}, getBoundingClientRect: () => ({ left: 0, width: 100 }) };
  press!({ button: 0, clientX: 50, currentTarget: canvas });
  for (const key of ['ArrowRight', 'End'])
    type!({ key, preventDefault: () => {}, stopPropagation: () => {} });
  return frames;
}

test('a place that is chosen in the strip is sought', () => {
  expect(chosen({ frames: 60_000 } as PeakSource)).toEqual([30_000, 6000, 60_000]);
});

test('until it is known what the take looks like nothing is sought, instead of its start', () => {
  expect(chosen(undefined)).toEqual([]);
});
