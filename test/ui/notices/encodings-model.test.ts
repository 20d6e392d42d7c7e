import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TypedEvents } from '../../../src/engine/base/typed-events.ts';
import type { RecorderEvents, Tell } from '../../../src/engine/record/recorder-state.ts';
import type { Take } from '../../../src/engine/takes/take.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { EncodingsModel } from '../../../src/ui/notices/encodings-model.ts';

class Told extends TypedEvents<RecorderEvents> {
  readonly tell: Tell = (name, event) => this.emit(name, event);
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const HALF = { takeId: 'a', name: 'Interview', doneSeconds: 30, totalSeconds: 60 };

test('a take that was stopped is listed until its files are finished, and can be cancelled', () => {
  const recorder = new Told();
  const encodings = new EncodingsModel(recorder);
  const signal = encodings.cancellation('a');
  recorder.tell('encoding', HALF);
  expect(encodings.all).toMatchObject([{ name: 'Interview', fraction: 0.5 }]);
  encodings.all[0]?.cancel?.();
  expect(signal.aborted).toBe(true);
  recorder.tell('take', { id: 'a' } as Take);
  expect(encodings.all).toEqual([]);
});

test('a take that ended by itself has nothing to cancel it by', () => {
  const recorder = new Told();
  const encodings = new EncodingsModel(recorder);
  recorder.tell('encoding', HALF);
  expect(encodings.all).toEqual([{ name: 'Interview', fraction: 0.5, cancel: undefined }]);
});

test('a take that ended by itself and cannot be finished is listed no more; one that was stopped still is', () => {
  const recorder = new Told();
  const encodings = new EncodingsModel(recorder);
  recorder.tell('encoding', HALF);
  encodings.cancellation('b');
  recorder.tell('encoding', { ...HALF, takeId: 'b', name: 'Reply' });
  vi.advanceTimersByTime(1500);
  recorder.tell('error', new CapstanError('storage-failed'));
  expect(encodings.slow.map(({ name }) => name)).toEqual(['Reply']);
});

test('only an encoding that takes longer than a second is to be shown', () => {
  const recorder = new Told();
  const encodings = new EncodingsModel(recorder);
  recorder.tell('encoding', HALF);
  expect(encodings.slow).toEqual([]);
  vi.advanceTimersByTime(900);
  recorder.tell('encoding', { ...HALF, takeId: 'b', name: 'Reply' });
  vi.advanceTimersByTime(200);
  expect(encodings.slow.map(({ name }) => name)).toEqual(['Interview']);
  recorder.tell('take', { id: 'b' } as Take);
  vi.advanceTimersByTime(2000);
  expect(encodings.slow.map(({ name }) => name)).toEqual(['Interview']);
  recorder.tell('take', { id: 'a' } as Take);
  expect(encodings.slow).toEqual([]);
});
