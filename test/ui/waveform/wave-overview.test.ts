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

/** Where the person is led by a finger on the strip: events and their places, from a finger put down at 50 of 100. */
function touched(...then: readonly (readonly [event: string, clientX: number])[]): number[] {
  const overview = new WaveOverview();
  Object.assign(overview, { source: { frames: 60_000 }, sampleRate: 1000 });
  const frames: number[] = [];
  overview.addEventListener('seek', (event) => frames.push((event as SeekEvent).detail.frame));
  const currentTarget = {
    setPointerCapture: () => {},
    hasPointerCapture: () => true,
    getBoundingClientRect: () => ({ left: 0, width: 100 }),
  };
  for (const [name, clientX] of [['@pointerdown', 50] as const, ...then]) {
    const [listener] = bound(overview.render(), name) as ((event: object) => void)[];
    listener!({ button: 0, pointerType: 'touch', clientX, currentTarget });
  }
  return frames;
}

test('a finger that scrolls the page from the strip leaves the playhead; one that taps or drags moves it', () => {
  expect(touched(['@pointermove', 52], ['@pointercancel', 0])).toEqual([]);
  expect(touched(['@pointermove', 51], ['@pointerup', 51])).toEqual([30_600]);
  expect(touched(['@pointermove', 60], ['@pointermove', 58], ['@pointerup', 58])).toEqual([36_000, 34_800]);
});
