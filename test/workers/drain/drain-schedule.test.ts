import { expect, test } from 'vitest';
import { DrainSchedule, type ScheduledEvent } from '../../../src/workers/drain/drain-schedule.ts';

const gap = (at: number, index: number): ScheduledEvent => ({ at, kind: 'gap', index });
const pause = (at: number): ScheduledEvent => ({ at, kind: 'pause' });
const resume = (at: number): ScheduledEvent => ({ at, kind: 'resume' });

test('at one frame losses come before commands, each in the order in which they were added', () => {
  const schedule = new DrainSchedule();
  for (const event of [pause(7), gap(7, 0), resume(7), gap(7, 1), gap(3, 2), gap(7, 3)]) schedule.add(event);
  expect(schedule.removeAll()).toEqual([gap(3, 2), gap(7, 0), gap(7, 1), gap(7, 3), pause(7), resume(7)]);
});
