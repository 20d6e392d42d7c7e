import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordingKind } from '../page/bench-api.ts';
import type { BenchContext } from '../support/bench-context.ts';
import { treeCpuSeconds } from '../support/process-tree.ts';
import type { Result } from '../support/results.ts';
import { median } from '../support/statistics.ts';

const SECTION = 'CPU seconds per recorded second, Opus 128 kb/s';
const WHAT: Record<RecordingKind, string> = {
  idle: 'microphone open, nothing recorded',
  capstan: 'Capstan: journal and Opus',
  once: 'Capstan, captured once: journal and Opus',
  'media-recorder': 'MediaRecorder: Opus alone',
};
/** Audio rushed through the encoder first, so that the browser has optimised its code. */
const WARM_UP_SECONDS = 300;
/** Recording time before the measurement begins. */
const SETTLE_MS = 5000;

const ROUNDS = 3;

/**
 * Measures the CPU time of all the browser's processes together. Each kind of recording runs in a fresh browser, with
 * the same music from the microphone. The kinds take turns, and each ratio is of one round, because a disturbance of
 * the machine affects the whole round.
 */
export async function recordingCpu(context: BenchContext): Promise<Result[]> {
  const rounds: Record<RecordingKind, number>[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push({
      idle: await measure(context, 'idle'),
      capstan: await measure(context, 'capstan'),
      once: await measure(context, 'once'),
      'media-recorder': await measure(context, 'media-recorder'),
    });
  }
  const line = (what: string, unit: string, of: (used: (typeof rounds)[0]) => number): Result => {
    const samples = rounds.map(of);
    return { section: SECTION, what, value: median(samples), unit, samples };
  };
  return [
    line(WHAT.idle, 's/s', ({ idle }) => idle),
    line(WHAT.capstan, 's/s', ({ capstan }) => capstan),
    line(WHAT.once, 's/s', ({ once }) => once),
    line(WHAT['media-recorder'], 's/s', (used) => used['media-recorder']),
    {
      ...line('Capstan against MediaRecorder, whole', 'of theirs', (u) => u.capstan / u['media-recorder']),
      target: { is: 'at most', value: 1.5 },
      note: `${context.options.cpuSeconds} s each`,
    },
    line('Capstan, captured once, against MediaRecorder, whole', 'of theirs', (u) => {
      return u.once / u['media-recorder'];
    }),
    line(
      'Capstan against MediaRecorder, net of the open microphone',
      'of theirs',
      (u) => (u.capstan - u.idle) / (u['media-recorder'] - u.idle),
    ),
  ];
}

function measure(context: BenchContext, kind: RecordingKind): Promise<number> {
  return context.withPage(async ({ page, pid }) => {
    if (kind === 'capstan' || kind === 'once') {
      await page.evaluate(
        (seconds) => bench.floodTake({ format: 'opus', seconds, liveSeconds: 0 }),
        WARM_UP_SECONDS,
      );
    }
    await page.evaluate((kind) => bench.startRecording(kind), kind);
    await sleep(SETTLE_MS);
    const before = { ms: performance.now(), cpu: treeCpuSeconds(pid) };
    await sleep(1000 * context.options.cpuSeconds);
    const seconds = (performance.now() - before.ms) / 1000;
    const cpu = treeCpuSeconds(pid) - before.cpu;
    const { bytes } = await page.evaluate(() => bench.stopRecording());
    if (kind !== 'idle') assertRecorded(kind, bytes, seconds);
    return cpu / seconds;
  });
}

/** A recording of nothing would be cheap. Music at 128 kb/s takes about 16 kB a second; half of that is required. */
function assertRecorded(kind: RecordingKind, bytes: number, seconds: number): void {
  if (bytes < 8000 * seconds) throw new Error(`${kind} wrote ${bytes} bytes in ${seconds} s: not 128 kb/s`);
}
