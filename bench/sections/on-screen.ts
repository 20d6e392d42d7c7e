import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page, Worker } from 'playwright';
import { App, only } from '../../e2e/support/browser/app.ts';
import { mainProcess } from '../../e2e/support/browser/browser-processes.ts';
import { inStudio } from '../../e2e/support/browser/studio.ts';
import { signalFile } from '../../e2e/support/signals/signals.ts';
import { watchDrawing, type Drawing } from '../page/watch-drawing.ts';
import type { BenchContext } from '../support/bench-context.ts';
import { treeCpuSeconds } from '../support/process-tree.ts';
import type { Result } from '../support/results.ts';
import { median, quantile } from '../support/statistics.ts';

const SECTION = 'The app recording Opus, all on screen, 1240 × 820';
/** Recording time before the measurement begins. */
const SETTLE_MS = 5000;
const LONG_TASK_MS = 50;
const ROUNDS = 3;
/**
 * Short, and played again and again: the browser reads the whole file as its fake microphone starts, and the microphone
 * stands still meanwhile. That is 170 to 240 ms with the 46 MB that the other sections play, and the take tells so.
 */
const MICROPHONE = { kind: 'music', seconds: 20, seed: 48 } as const;

interface Round {
  readonly drawsPerSecond: number;
  readonly frameMs: number;
  readonly longTasks: number;
  readonly lost: number;
  /** CPU seconds for each second of recording. */
  readonly shown: number;
  readonly hidden: number;
  /** The page is hidden, and one is shown that only clears a canvas in each frame. */
  readonly bare: number;
}

/**
 * Records in the built app, in a browser as people run it: how often the waveform is drawn, what holds up the page, and
 * what all the browser's processes use, with the page shown and then behind another tab. What a bare canvas in that tab
 * adds is what this browser takes for any picture that moves. Each round is a new browser, and each ratio is of one
 * round.
 */
export async function onScreen(context: BenchContext): Promise<Result[]> {
  const { path: micFile } = await signalFile(MICROPHONE);
  const rounds: Round[] = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await measure(context, micFile));
  const row = (what: string, unit: string, of: (round: Round) => number): Result => {
    const samples = rounds.map(of);
    return { section: SECTION, what, value: median(samples), unit, samples };
  };
  const seconds = `${context.options.cpuSeconds} s each`;
  return [
    {
      ...row('waveform', 'draws/s', ({ drawsPerSecond }) => drawsPerSecond),
      target: { is: 'at least', value: 58 },
      note: seconds,
    },
    {
      ...row('from draw to draw, 95th percentile', 'ms', ({ frameMs }) => frameMs),
      target: { is: 'at most', value: 20 },
    },
    {
      ...row('tasks over 50 ms', 'tasks', ({ longTasks }) => longTasks),
      target: { is: 'at most', value: 0 },
    },
    { ...row('frames lost', 'frames', ({ lost }) => lost), target: { is: 'at most', value: 0 } },
    row('CPU, page shown', 's/s', ({ shown }) => shown),
    row('CPU, page hidden', 's/s', ({ hidden }) => hidden),
    {
      ...row('shown against hidden', 'of hidden', ({ shown, hidden }) => shown / hidden),
      target: { is: 'at most', value: 1.3 },
    },
    row('hidden, a bare canvas shown, against hidden', 'of hidden', ({ bare, hidden }) => bare / hidden),
  ];
}

function measure({ options }: BenchContext, micFile: string): Promise<Round> {
  return inStudio({ natural: true, micFile, root: 'dist' }, async (studio) => {
    const { page, context } = studio;
    await page.setViewportSize({ width: 1240, height: 820 });
    await page.addInitScript(watchDrawing);
    let drawer: Worker | undefined;
    page.on('worker', (worker) => {
      if (!worker.url().includes('live-drawing')) return;
      drawer = worker;
      void worker.evaluate(watchDrawing);
    });
    const app = await App.open(studio);
    await app.choose('Opus');
    await app.encoderReady();
    await app.record('On screen');
    await sleep(SETTLE_MS);
    const before = await drawing(page, drawer);
    const shown = await cpuOf(context, options.cpuSeconds);
    const after = await drawing(page, drawer);
    const other = await context.newPage();
    await other.bringToFront();
    await sleep(SETTLE_MS);
    const hidden = await cpuOf(context, options.cpuSeconds);
    await other.evaluate(clearEachFrame);
    await sleep(SETTLE_MS);
    const bare = await cpuOf(context, options.cpuSeconds);
    await page.bringToFront();
    await other.close();
    await app.stop('On screen');
    const { ledger } = only(await app.events(), 'stopped');
    const draws = after.drawnMs.slice(before.drawnMs.length);
    const between = draws.slice(1).map((ms, index) => ms - draws[index]!);
    return {
      drawsPerSecond: draws.length / options.cpuSeconds,
      frameMs: quantile(
        between.sort((a, b) => a - b),
        0.95,
      ),
      longTasks: after.taskMs.slice(before.taskMs.length).filter((ms) => ms > LONG_TASK_MS).length,
      lost: ledger.lost,
      shown,
      hidden,
      bare,
    };
  });
}

/** Runs in a blank page. The canvas is as large as the live waveform. */
function clearEachFrame(): void {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [832, 312];
  document.body.append(canvas);
  const context = canvas.getContext('2d')!;
  const clear = () => {
    context.fillStyle = `hsl(${performance.now() % 360} 50% 50%)`;
    context.fillRect(0, 0, canvas.width, canvas.height);
    requestAnimationFrame(clear);
  };
  clear();
}

/** The draws are those of the worker, if one draws. */
async function drawing(page: Page, drawer: Worker | undefined): Promise<Drawing> {
  const inPage = await page.evaluate(() => ({ ...globalThis.drawing }));
  const inWorker = await drawer?.evaluate(() => ({ ...globalThis.drawing }));
  return { ...inPage, ...(inWorker && { drawnMs: inWorker.drawnMs }) };
}

/** CPU seconds that all the browser's processes use for each second. */
async function cpuOf(context: BrowserContext, seconds: number): Promise<number> {
  const pid = await mainProcess(context);
  const before = { ms: performance.now(), cpu: treeCpuSeconds(pid) };
  await sleep(1000 * seconds);
  return (treeCpuSeconds(pid) - before.cpu) / ((performance.now() - before.ms) / 1000);
}
