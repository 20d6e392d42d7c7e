import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import '../e2e/lab/lab-page.ts';
import { alignToSource } from '../e2e/support/checks/align.ts';
import { healedText } from '../e2e/support/checks/healed-text.ts';
import { SIGNAL_RATE, signalFile } from '../e2e/support/signals/signals.ts';
import { sourceSamples } from '../e2e/support/signals/source-samples.ts';
import { closeOwnSound } from '../e2e/support/sound/sound.ts';
import { soundOrders } from '../e2e/support/sound/sound-orders.ts';
import { takeFileOut } from '../e2e/support/browser/studio.ts';
import { validate } from '../e2e/support/files/validators.ts';
import type { Ledger } from '../src/shared/take/ledger.ts';
import { buildSites } from './support/build-lab.ts';
import { openLab, type LabBrowser } from './support/lab-browser.ts';
import { count } from './support/options.ts';
import { treeMemoryBytes } from './support/process-tree.ts';
import { concludeSoak, line, table, type Result } from './support/results.ts';

const MEGABYTE = 1024 * 1024;
/** Memory growth is counted from here, when everything is loaded and compiled. */
const SETTLED_MINUTES = 2;
const MAX_GROWTH_MEGABYTES = 10;
const MAX_STOP_MS = 150;
/** The microphone's file plays from the moment the microphone opens, and must not end before the take. */
const SPARE_SECONDS = 120;
const OPUS_FRAME_MS = 20;

/**
 * Records a random signal from the microphone in real time and encodes it to Opus meanwhile: `[minutes]`, by default
 * 30, at most 120. Compares every sample with the source. Exit code 1 on any miss.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], allowPositionals: true });
  const minutes = count('minutes', positionals[0] ?? '30');
  if (minutes > 120) throw new Error('minutes must be at most 120: the comparison holds the take in memory');
  const mic = await signalFile({ kind: 'random', seconds: 60 * minutes + SPARE_SECONDS, seed: 17 });
  const browser = await openLab({
    site: await buildSites(['lab']),
    path: '/e2e/lab/',
    micFile: mic.path,
  });
  try {
    const results = await live(browser, minutes, [mic.left, mic.right]);
    console.log(`\n${table(results)}`);
    return concludeSoak('soak-live', { sound: soundOrders(), minutes }, results);
  } finally {
    await browser.close();
    await closeOwnSound();
  }
}

async function live(browser: LabBrowser, minutes: number, source: readonly Int16Array[]): Promise<Result[]> {
  const { page, profile } = browser;
  await page.evaluate(async () => {
    globalThis.watched = new lab.WatchedRecorder();
    await watched.recorder.core.load();
    // As the microphone opens, the browser reads its complete file and stands still meanwhile.
    await watched.recorder.arm();
    await new Promise<void>((settled) => setTimeout(settled, 10_000));
    await watched.recorder.start({ name: 'Live', format: 'opus' });
  });
  const began = performance.now();
  const settled = Math.min(SETTLED_MINUTES, minutes / 2);
  await untilMs(began + settled * 60_000);
  const early = await memory(browser);
  for (let minute = Math.ceil(settled) + 1; minute <= minutes; minute++) {
    await untilMs(began + minute * 60_000);
    if (minute % 5 === 0) console.log(`${minute} min`);
  }
  const late = await memory(browser);
  const take = await page.evaluate(async () => {
    const pressed = performance.now();
    const { id, ledger } = await watched.recorder.stop();
    const stopMs = performance.now() - pressed;
    return { id, ledger, stopMs, opusBytes: (await watched.recorder.takes.read(id, 'take.opus')).size };
  });
  for (const { kind, frame, frames } of take.ledger!.gaps) {
    console.log(`${kind} at ${(frame / SIGNAL_RATE).toFixed(2)} s: ${frames} frames`);
  }
  const { healed = [] } = take.ledger!;
  for (const one of healed) console.log(`healed: ${healedText([one], SIGNAL_RATE)}`);
  const wav = await takeFileOut(page, take.id, 'audio.wav', `${profile}/live.wav`);
  const opus = await takeFileOut(page, take.id, 'take.opus', `${profile}/live.opus`);
  return [
    ...frameResults(wav, source, take.ledger!, minutes),
    ...(await opusResults(opus, take.opusBytes, take.ledger!.journaled)),
    line('Stop', 'Opus', take.stopMs, 'ms', MAX_STOP_MS),
    line('Memory', 'page, growth', (late.page - early.page) / MEGABYTE, 'MiB', MAX_GROWTH_MEGABYTES),
    line('Memory', 'whole browser, growth', (late.browser - early.browser) / MEGABYTE, 'MiB'),
  ];
}

/** Compares the file with the microphone's own samples and with the ledger. */
function frameResults(
  wav: string,
  source: readonly Int16Array[],
  { captured, journaled, lost, gaps }: Ledger,
  minutes: number,
): Result[] {
  const samples = sourceSamples(wav);
  const stretches = openings(samples[0]!.length, gaps).map(({ start, end }) => ({
    start,
    length: end - start,
    ...alignToSource(
      samples.map((channel) => channel.subarray(start, end)),
      source,
    ),
  }));
  const sum = (of: (stretch: (typeof stretches)[0]) => number) =>
    stretches.reduce((total, stretch) => total + of(stretch), 0);
  const missing = sum((found) => found.missing.reduce((total, { sourceFrames }) => total + sourceFrames, 0));
  const inserted = stretches.flatMap(({ start, insertedZeroRuns }) =>
    insertedZeroRuns.map(({ atTakeFrame, frames }) => ({ frame: start + atTakeFrame, frames })),
  );
  const noted = (run: { frame: number; frames: number }) =>
    gaps.some(({ kind, frame, frames }) => kind === 'zeros' && frame === run.frame && frames === run.frames);
  const suspected = gaps
    .filter(({ kind }) => kind === 'held-up')
    .reduce((total, { frames }) => total + frames, 0);
  const frames = (what: string, value: number, most?: number) => line('Frames', what, value, 'frames', most);
  return [
    {
      ...frames('recorded', journaled),
      target: { is: 'at least', value: 59.9 * minutes * SIGNAL_RATE },
      note: `${sum(({ matchedFrames }) => matchedFrames).toLocaleString('en-GB')} are the source's own`,
    },
    frames('captured, not journaled', captured - journaled, 0),
    frames('missing', missing, 0),
    frames(
      'put in by the browser',
      inserted.reduce((total, run) => total + run.frames, 0),
      0,
    ),
    frames(
      'that nothing explains',
      sum(({ length, mismatchAt }) => (mismatchAt === undefined ? 0 : length - mismatchAt)),
      0,
    ),
    {
      ...frames('missing, not reported', Math.max(0, missing - lost - suspected), 0),
      note: `${missing} missing, ${lost} reported as lost, ${suspected} as suspected`,
    },
    {
      ...line(
        'Frames',
        'runs of zeros, not reported',
        inserted.filter((run) => !noted(run)).length,
        'runs',
        0,
      ),
      note: `${inserted.length} inserted by the browser`,
    },
  ];
}

/**
 * Splits the take where the microphone was reopened, because the fake microphone then plays its file from the
 * beginning. `start` and `end` are frames.
 */
function openings(frames: number, gaps: Ledger['gaps']): { start: number; end: number }[] {
  const breaks = gaps.filter(({ kind }) => kind === 'source');
  const starts = [0, ...breaks.map((gap) => gap.frame + (gap.filled ? gap.frames : 0))];
  const ends = [...breaks.map(({ frame }) => frame), frames];
  return starts.map((start, i) => ({ start, end: ends[i]! })).filter(({ start, end }) => end > start);
}

async function opusResults(opus: string, bytes: number, journaled: number): Promise<Result[]> {
  const { problems, durationSeconds } = await validate(opus, 'opus');
  const offMs = 1000 * Math.abs(durationSeconds - journaled / SIGNAL_RATE);
  return [
    {
      ...line('Opus', 'complaints', problems.length, '', 0),
      note: `${bytes.toLocaleString('en-GB')} bytes`,
    },
    line('Opus', 'length against the journal', offMs, 'ms', OPUS_FRAME_MS),
  ];
}

async function memory({ page, pid }: LabBrowser): Promise<{ page: number; browser: number }> {
  const { bytes } = await page.evaluate(() => lab.measureMemory());
  return { page: bytes, browser: treeMemoryBytes(pid) };
}

async function untilMs(moment: number): Promise<void> {
  await sleep(Math.max(0, moment - performance.now()));
}
