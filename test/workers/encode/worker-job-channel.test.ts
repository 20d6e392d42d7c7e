import { afterEach, expect, test, vi } from 'vitest';
import { SentCounts } from '../../../src/workers/encode/worker-job-channel.ts';
import { CarriedPorts } from '../carried-ports.ts';
import { stillClock } from '../drain-stage.ts';

afterEach(() => vi.restoreAllMocks());

test('a job’s counts are sent at once, then ten times a second at most, the latest of both', () => {
  const clock = stillClock();
  const ports = new CarriedPorts();
  const counts = new SentCounts(ports.a);
  counts.bytesIn = 1000;
  expect(ports.fromA()).toEqual([{ bytesIn: 1000, bytesOut: 0 }]);
  for (let ms = 0; ms < 99; ms++) {
    clock.go(1);
    counts.bytesIn += 1000;
    counts.bytesOut += 100;
  }
  expect(ports.fromA()).toEqual([]);
  clock.go(1);
  counts.bytesOut = 2 ** 33;
  expect(ports.fromA()).toEqual([{ bytesIn: 100_000, bytesOut: 2 ** 33 }]);
  expect(counts).toMatchObject({ bytesIn: 100_000, bytesOut: 2 ** 33 });
});
