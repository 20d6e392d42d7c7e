import { parseArgs } from 'node:util';
import type { Page } from 'playwright';
import '../e2e/lab/lab-page.ts';
import { alignToSource } from '../e2e/support/align.ts';
import { SIGNAL_RATE, signalFile } from '../e2e/support/signals.ts';
import { sourceSamples } from '../e2e/support/source-samples.ts';
import { takeFileOut } from '../e2e/support/studio.ts';
import { validate } from '../e2e/support/validators.ts';
import type { Ledger } from '../src/shared/ledger.ts';
import { buildSites } from './support/build-lab.ts';
import { openLab, type LabBrowser } from './support/lab-browser.ts';
import { count } from './support/options.ts';
import { treeMemoryBytes } from './support/process-tree.ts';
import { meetsTarget, table, writeResults, type Result } from './support/results.ts';

const MEGABYTE = 1024 * 1024;
/** Growth is counted from here: by then everything is loaded and compiled. */
const SETTLED_MINUTES = 2;
const MAX_GROWTH_MEGABYTES = 10;
const MAX_STOP_MS = 150;
/** The microphone's file plays from the browser's start on; it must not end before the take. */
const SPARE_SECONDS = 60;
const OPUS_FRAME_MS = 20;

/**
 * Real minutes of a random signal from the microphone, encoded to Opus meanwhile: `[minutes]`, by default 30, at most
 * 120. Every sample is compared with the source. Exit code 1 on any miss.
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
    const missed = results.filter((result) => !meetsTarget(result)).length;
    const path = writeResults('soak-live', { minutes, results });
    console.log(
      `\n${missed === 0 ? 'All targets met' : `${missed} targets missed`}. Everything is in ${path}`,
    );
    return missed === 0 ? 0 : 1;
  } finally {
    await browser.close();
  }
}

async function live(
  { page, pid, profile }: LabBrowser,
  minutes: number,
  source: readonly Int16Array[],
): Promise<Result[]> {
  await page.evaluate(async () => {
    globalThis.watched = new lab.WatchedRecorder();
    await watched.recorder.core.load();
    await watched.recorder.start({ name: 'Live', format: 'opus' });
  });
  const began = performance.now();
  const settled = Math.min(SETTLED_MINUTES, minutes / 2);
  await untilMs(began + settled * 60_000);
  const early = { page: await pageBytes(page), browser: treeMemoryBytes(pid) };
  for (let minute = Math.ceil(settled) + 1; minute <= minutes; minute++) {
    await untilMs(began + minute * 60_000);
    if (minute % 5 === 0) console.log(`${minute} min`);
  }
  const late = { page: await pageBytes(page), browser: treeMemoryBytes(pid) };
  const take = await page.evaluate(async () => {
    const pressed = performance.now();
    const { id, ledger } = await watched.recorder.stop();
    const stopMs = performance.now() - pressed;
    return { id, ledger, stopMs, opusBytes: (await watched.recorder.takes.read(id, 'take.opus')).size };
  });
  for (const { kind, frame, frames } of take.ledger!.gaps) {
    console.log(`${kind} at ${(frame / SIGNAL_RATE).toFixed(2)} s: ${frames} frames`);
  }
  const wav = await takeFileOut(page, take.id, 'audio.wav', `${profile}/live.wav`);
  const opus = await takeFileOut(page, take.id, 'take.opus', `${profile}/live.opus`);
  return [
    ...frameResults(wav, source, take.ledger!, minutes),
    ...(await opusResults(opus, take.opusBytes, take.ledger!.journaled)),
    result('Stop', 'Opus', take.stopMs, 'ms', MAX_STOP_MS),
    result('Memory', 'page, growth', (late.page - early.page) / MEGABYTE, 'MiB', MAX_GROWTH_MEGABYTES),
    result('Memory', 'whole browser, growth', (late.browser - early.browser) / MEGABYTE, 'MiB'),
  ];
}

/** The file against the microphone's own samples, and against what the ledger says. */
function frameResults(
  wav: string,
  source: readonly Int16Array[],
  { captured, journaled, lost, gaps }: Ledger,
  minutes: number,
): Result[] {
  const found = alignToSource(sourceSamples(wav), source);
  const missing = found.missing.reduce((sum, { sourceFrames }) => sum + sourceFrames, 0);
  const noted = (run: { atTakeFrame: number; frames: number }) =>
    gaps.some(
      ({ kind, frame, frames }) => kind === 'zeros' && frame === run.atTakeFrame && frames === run.frames,
    );
  const frames = (what: string, value: number, most?: number) =>
    result('Frames', what, value, 'frames', most);
  return [
    {
      ...frames('recorded', journaled),
      target: { is: 'at least', value: 59.9 * minutes * SIGNAL_RATE },
      note: `${found.matchedFrames.toLocaleString('en-GB')} are the source's own`,
    },
    frames('captured, not journaled', captured - journaled, 0),
    frames('that nothing explains', found.mismatchAt === undefined ? 0 : journaled - found.mismatchAt, 0),
    {
      ...frames('missing, not reported', Math.max(0, missing - lost), 0),
      note: `${missing} missing, ${lost} reported`,
    },
    {
      ...result(
        'Frames',
        'runs of zeros, not reported',
        found.insertedZeroRuns.filter((run) => !noted(run)).length,
        'runs',
        0,
      ),
      note: `${found.insertedZeroRuns.length} inserted by the browser`,
    },
  ];
}

async function opusResults(opus: string, bytes: number, journaled: number): Promise<Result[]> {
  const { problems, durationSeconds } = await validate(opus, 'opus');
  const offMs = 1000 * Math.abs(durationSeconds - journaled / SIGNAL_RATE);
  return [
    {
      ...result('Opus', 'complaints', problems.length, '', 0),
      note: `${bytes.toLocaleString('en-GB')} bytes`,
    },
    result('Opus', 'length against the journal', offMs, 'ms', OPUS_FRAME_MS),
  ];
}

function result(section: string, what: string, value: number, unit: string, most?: number): Result {
  return {
    section,
    what,
    value,
    unit,
    ...(most !== undefined && { target: { is: 'at most', value: most } }),
  };
}

/** Memory of all the page's threads, as the browser counts it. */
function pageBytes(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { measureUserAgentSpecificMemory } = performance as Performance & {
      measureUserAgentSpecificMemory(): Promise<{ readonly bytes: number }>;
    };
    return (await measureUserAgentSpecificMemory.call(performance)).bytes;
  });
}

function untilMs(moment: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, moment - performance.now())));
}
