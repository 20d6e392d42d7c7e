import { afterEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import type { LoudnessSummary } from '../../../src/shared/loudness/loudness-summary.ts';
import { LoudnessModel } from '../../../src/ui/take-facts/loudness-model.ts';

const LOUD: LoudnessSummary = { integrated: -16, range: 4, truePeak: 0.9 };
const take = (id: string) => ({ id, frames: 100, edits: NO_EDITS }) as Take;

afterEach(() => void vi.useRealTimers());

interface Run {
  readonly id: string;
  readonly edits: Take['edits'];
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
  readonly resolve: (loudness: LoudnessSummary) => void;
  readonly reject: (error: unknown) => void;
}

function stage() {
  const runs: Run[] = [];
  const model = new LoudnessModel(
    ({ id, edits }, signal, onProgress) =>
      new Promise((resolve, reject) => runs.push({ id, edits, signal, onProgress, resolve, reject })),
  );
  return { runs, model };
}

test('a take is measured once, and its loudness is there when its page is opened again', async () => {
  const { runs, model } = stage();
  model.show(take('a'), false);
  model.show(take('a'), false);
  expect(runs).toHaveLength(1);
  runs[0]!.onProgress(0.4);
  expect(model.state).toEqual({ kind: 'measuring', share: 0.4 });
  runs[0]!.resolve(LOUD);
  await Promise.resolve();
  await Promise.resolve();
  expect(model.state).toEqual({ kind: 'measured', loudness: LOUD });
  model.leave();
  model.show(take('a'), false);
  expect(model.state).toEqual({ kind: 'measured', loudness: LOUD });
  expect(runs).toHaveLength(1);
});

test('a page that is left stops the measurement, and a late result changes nothing', async () => {
  const { runs, model } = stage();
  model.show(take('a'), false);
  model.show(take('b'), false);
  expect(runs.map(({ id, signal }) => [id, signal.aborted])).toEqual([
    ['a', true],
    ['b', false],
  ]);
  runs[0]!.onProgress(0.9);
  runs[0]!.reject(new Error('terminated'));
  await Promise.resolve();
  await Promise.resolve();
  expect(model.state).toEqual({ kind: 'measuring', share: 0 });
  model.leave();
  expect(runs[1]!.signal.aborted).toBe(true);
  expect(model.state).toEqual({ kind: 'unknown' });
});

test('what cannot be measured is unknown', async () => {
  const { runs, model } = stage();
  model.show(take('a'), false);
  runs[0]!.reject(new Error('deleted'));
  await Promise.resolve();
  await Promise.resolve();
  expect(model.state).toEqual({ kind: 'unknown' });
});

test('what could not be measured is measured anew after a while, if it is still shown', async () => {
  vi.useFakeTimers();
  const { runs, model } = stage();
  model.show(take('a'), false);
  runs[0]!.reject(new Error('the worker died'));
  await vi.advanceTimersByTimeAsync(1000);
  model.show(take('a'), false);
  expect(runs).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(60_000);
  model.show(take('a'), false);
  model.show(take('a'), false);
  expect(runs).toHaveLength(2);
});

test('a recording that is shown without its edits is measured without them, if it was not before', () => {
  const { runs, model } = stage();
  const edited = {
    ...take('a'),
    edits: { ...NO_EDITS, operations: [{ kind: 'cut', from: 0, to: 10 }], state: 1 },
  } as Take;
  model.show(edited, false);
  model.show(edited, true);
  expect(runs.map(({ edits }) => edits.state)).toEqual([1, 0]);
  model.show({ ...edited, loudness: LOUD }, false);
  expect(runs.map(({ edits }) => edits.state)).toEqual([1, 0, 1]);
  model.show({ ...edited, loudness: LOUD }, true);
  expect(model.state).toEqual({ kind: 'measured', loudness: LOUD });
});
