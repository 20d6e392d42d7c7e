import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import type { LoudnessSummary } from '../../../src/shared/loudness/loudness-summary.ts';
import { LoudnessModel } from '../../../src/ui/take-facts/loudness-model.ts';

const LOUD: LoudnessSummary = { integrated: -16, range: 4, truePeak: 0.9 };
const take = (id: string) => ({ id }) as Take;

interface Run {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly onProgress: (share: number) => void;
  readonly resolve: (loudness: LoudnessSummary) => void;
  readonly reject: (error: unknown) => void;
}

function stage() {
  const runs: Run[] = [];
  const model = new LoudnessModel(
    ({ id }, signal, onProgress) =>
      new Promise((resolve, reject) => runs.push({ id, signal, onProgress, resolve, reject })),
  );
  return { runs, model };
}

test('a take is measured once, and its loudness is there when its page is opened again', async () => {
  const { runs, model } = stage();
  model.show(take('a'), 'a');
  model.show(take('a'), 'a');
  expect(runs).toHaveLength(1);
  runs[0]!.onProgress(0.4);
  expect(model.state).toEqual({ kind: 'measuring', share: 0.4 });
  runs[0]!.resolve(LOUD);
  await Promise.resolve();
  await Promise.resolve();
  expect(model.state).toEqual({ kind: 'measured', loudness: LOUD });
  model.leave();
  model.show(take('a'), 'a');
  expect(model.state).toEqual({ kind: 'measured', loudness: LOUD });
  expect(runs).toHaveLength(1);
});

test('a page that is left stops the measurement, and a late result changes nothing', async () => {
  const { runs, model } = stage();
  model.show(take('a'), 'a');
  model.show(take('b'), 'b');
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
  model.show(take('a'), 'a');
  runs[0]!.reject(new Error('deleted'));
  await Promise.resolve();
  await Promise.resolve();
  expect(model.state).toEqual({ kind: 'unknown' });
});
