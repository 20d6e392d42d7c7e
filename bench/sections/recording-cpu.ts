import type { RecordingKind } from '../page/bench-api.ts';
import type { BenchContext } from '../support/bench-context.ts';
import { treeCpuSeconds } from '../support/process-tree.ts';
import type { Result } from '../support/results.ts';

const SECTION = 'CPU seconds per recorded second, Opus 128 kb/s';
const WHAT: Record<RecordingKind, string> = {
  idle: 'microphone open, nothing recorded',
  capstan: 'Capstan: journal and Opus',
  'media-recorder': 'MediaRecorder: Opus alone',
};
/** Rushed through the encoder first, so that the browser has optimised its code. */
const WARM_UP_SECONDS = 300;
/** Recorded before the measurement begins. */
const SETTLE_MS = 5000;

/** All processes of the browser together, each way in a fresh browser with the same music for a microphone. */
export async function recordingCpu(context: BenchContext): Promise<Result[]> {
  const used: Record<RecordingKind, number> = {
    idle: await measure(context, 'idle'),
    capstan: await measure(context, 'capstan'),
    'media-recorder': await measure(context, 'media-recorder'),
  };
  const kinds = ['idle', 'capstan', 'media-recorder'] as const;
  const net = (kind: RecordingKind) => used[kind] - used.idle;
  return [
    ...kinds.map((kind) => ({
      section: SECTION,
      what: WHAT[kind],
      value: used[kind],
      unit: 's/s',
      note: kind === 'idle' ? '' : `net of the open microphone: ${net(kind).toFixed(3)} s/s`,
    })),
    {
      section: SECTION,
      what: 'Capstan against MediaRecorder, whole',
      value: used.capstan / used['media-recorder'],
      unit: 'of theirs',
      target: { is: 'at most', value: 1.5 },
      note: `${context.options.cpuSeconds} s each`,
    },
    {
      section: SECTION,
      what: 'Capstan against MediaRecorder, net',
      value: net('capstan') / net('media-recorder'),
      unit: 'of theirs',
    },
  ];
}

function measure(context: BenchContext, kind: RecordingKind): Promise<number> {
  return context.withPage(async ({ page, pid }) => {
    if (kind === 'capstan') {
      await page.evaluate(
        (seconds) => bench.floodTake({ format: 'opus', seconds, liveSeconds: 0 }),
        WARM_UP_SECONDS,
      );
    }
    await page.evaluate((kind) => bench.startRecording(kind), kind);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    const before = { ms: performance.now(), cpu: treeCpuSeconds(pid) };
    await new Promise((resolve) => setTimeout(resolve, 1000 * context.options.cpuSeconds));
    const seconds = (performance.now() - before.ms) / 1000;
    const cpu = treeCpuSeconds(pid) - before.cpu;
    const { bytes } = await page.evaluate(() => bench.stopRecording());
    if (kind !== 'idle') assertRecorded(kind, bytes, seconds);
    return cpu / seconds;
  });
}

/** A recording of nothing would be cheap: music at 128 kb/s takes some 16 kB a second. */
function assertRecorded(kind: RecordingKind, bytes: number, seconds: number): void {
  if (bytes < 8000 * seconds) throw new Error(`${kind} wrote ${bytes} bytes in ${seconds} s: not 128 kb/s`);
}
