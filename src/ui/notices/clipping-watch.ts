import type { Recorder } from '../../engine/record/recorder.ts';
import * as words from '../words/later/source-notices.ts';
import type { NoticesModel } from './notices-model.ts';

const LOOK_MS = 1000;
/** A shout clips for a moment. A level that is set too high clips again and again. */
const SECONDS_IN_A_ROW = 3;
/** Loud sound touches full scale now and then and is not cut there. */
const LEAST_SAMPLES = 100;

/** The parts of the recorder that the watch uses. */
type Watched = Pick<Recorder, 'state' | 'levels'>;

/** Tells the person, once a take, that it clips three seconds in a row. Looks until the take ends. */
export function watchClipping(recorder: Watched, notices: Pick<NoticesModel, 'alarm'>): void {
  const takeId = takeOf(recorder);
  let before = clippedSamples(recorder);
  let inARow = 0;
  const timer = setInterval(() => {
    const { kind } = recorder.state;
    // The next take, which may begin between two looks, has a watch of its own.
    if ((kind !== 'recording' && kind !== 'paused') || takeOf(recorder) !== takeId)
      return clearInterval(timer);
    const now = clippedSamples(recorder);
    // The count begins again with another microphone.
    inARow = kind === 'recording' && now - before >= LEAST_SAMPLES ? inARow + 1 : 0;
    before = now;
    if (inARow < SECONDS_IN_A_ROW) return;
    clearInterval(timer);
    notices.alarm('clipping', words.clips, words.clippingAdvice);
  }, LOOK_MS);
}

function takeOf({ state }: Watched): string | undefined {
  return 'takeId' in state ? state.takeId : undefined;
}

function clippedSamples(recorder: Watched): number {
  return recorder.levels().reduce((sum, { clipped }) => sum + clipped, 0);
}
