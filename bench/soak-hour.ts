import { loadavg, tmpdir } from 'node:os';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FloodTakeOptions, FloodTakeReport } from '../e2e/lab/flood-take.ts';
import type { LabFloodRecorder } from '../e2e/lab/lab-page.ts';
import { formatEntry, type FormatId } from '../src/shared/audio/formats.ts';
import { bytesPerFrame, headerBytes, type WavShape } from '../src/shared/audio/wav-header.ts';
import { stopTarget } from './sections/stop-time.ts';
import { buildSites } from './support/build-lab.ts';
import { benchInput } from './support/input.ts';
import { openLab, type LabBrowser } from './support/lab-browser.ts';
import { ALL_FORMATS, count, formatList } from './support/options.ts';
import { treeMemoryBytes } from './support/process-tree.ts';
import { concludeSoak, figure, table, type Result } from './support/results.ts';
import { median } from './support/statistics.ts';

const MEGABYTE = 1024 * 1024;
/** The format in which the flood is recorded. */
const WAV_SHAPE: WavShape = { sampleRate: 48000, channels: 2, format: 's24' };
/** Memory growth is counted from here, when everything is loaded and compiled. */
const SETTLED_MINUTES = 5;
/**
 * Real time before the stop of a rushed take. The flood delivers a gigabyte within about ten seconds, which no
 * microphone does. Two seconds later the disk was sometimes still busy with it, and a flush took 200 ms.
 */
const LIVE_SECONDS = 10;
const SHORT_SECONDS = 60;
const MAX_GROWTH_MEGABYTES = 10;
const MAX_STOP_RATIO = 1.2;
/**
 * How far the encoder is behind at the stop, in each run. It is fed half a second at a time, so up to half a second
 * more or less is left to encode, whatever the length of the take.
 */
const BEHIND_SECONDS = [0.1, 0.2, 0.3, 0.4, 0.5];

interface SoakOptions {
  readonly minutes: number;
  readonly runs: number;
}

/**
 * Floods takes of an hour (`--minutes`) through the built engine, and judges memory, ledger, files and stop. Exit code
 * 1 on any miss.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '60' },
      runs: { type: 'string', default: '5' },
      formats: { type: 'string', default: 'wav,opus' },
      all: { type: 'boolean', default: false },
      site: { type: 'string' },
    },
  });
  const options = { minutes: count('--minutes', values.minutes), runs: count('--runs', values.runs) };
  const formats = values.all ? ALL_FORMATS : formatList('--formats', values.formats);
  const site = values.site ?? (await buildSites(['lab']));
  const folder = mkdtempSync(join(tmpdir(), 'capstan-soak-'));
  const results: Result[] = [];
  try {
    // The microphone is not used, but the browser needs a file.
    const { micFile } = await benchInput(1, 1, folder);
    for (const format of formats) {
      const browser = await openLab({ site, path: '/e2e/lab/', micFile });
      try {
        const found = await soak(browser, format, options);
        console.log(`\n${table(found)}\n  (load average ${loadavg()[0]!.toFixed(2)})`);
        results.push(...found);
      } finally {
        await browser.close();
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return concludeSoak('soak-hour', { options }, results);
}

async function soak(
  browser: LabBrowser,
  format: FormatId,
  { minutes, runs }: SoakOptions,
): Promise<Result[]> {
  const { page, pid } = browser;
  const processBytes: number[] = [];
  await page.exposeFunction('labCheckpoint', () => processBytes.push(treeMemoryBytes(pid)));
  await page.evaluate(() => (globalThis.soaked = new lab.FloodRecorder()));

  const settled = Math.min(60 * SETTLED_MINUTES, 30 * minutes);
  const takes: FloodTakeReport[] = [];
  const short: FloodTakeReport[] = [];
  // The first take is a warm-up. Short and long takes alternate, so that a disturbance of the machine affects both. The
  // short ones are not rushed: code that was idle for less than a second stops faster than it would after a minute's
  // recording.
  await flood(browser, { format, seconds: SHORT_SECONDS, liveSeconds: LIVE_SECONDS });
  for (let run = 0; run < runs; run++) {
    const behind = format === 'wav' ? {} : { behindSeconds: BEHIND_SECONDS[run % BEHIND_SECONDS.length]! };
    short.push(await flood(browser, { format, seconds: 0, liveSeconds: SHORT_SECONDS, ...behind }));
    const began = performance.now();
    const take = await flood(browser, {
      format,
      seconds: 60 * minutes,
      liveSeconds: LIVE_SECONDS,
      ...behind,
      measureMemoryAtSeconds: run === 0 ? [settled, 60 * minutes] : [],
    });
    takes.push(take);
    console.log(describeTake(format, take, performance.now() - began));
  }
  return [
    ...memoryResults(format, takes[0]!, processBytes),
    ...takes.flatMap((take, run) => ledgerResults(format, take, minutes, run)),
    ...stopResults(format, short, takes, minutes),
  ];
}

/** Floods one take and deletes it at once: an hour of 24-bit stereo is a gigabyte. */
async function flood({ page }: LabBrowser, request: FloodTakeOptions): Promise<FloodTakeReport> {
  return page.evaluate(async (request) => {
    const take = await globalThis.soaked.record(request);
    await globalThis.soaked.recorder.takes.delete(take.takeId);
    return take;
  }, request);
}

function describeTake(format: FormatId, take: FloodTakeReport, ms: number): string {
  const { captured, journaled, lost } = take.ledger;
  return (
    `${format}: ${figure(take.frames / 48000 / 60)} minutes in ${figure(ms / 1000)} s, ` +
    `${captured.toLocaleString('en-GB')} frames captured, ${journaled.toLocaleString('en-GB')} journaled, ` +
    `${lost} lost, file of ${take.bytes.toLocaleString('en-GB')} bytes, stop ${figure(take.stopMs)} ms ` +
    `(encoder ${figure(take.lagSeconds)} s behind)`
  );
}

function memoryResults(format: FormatId, take: FloodTakeReport, processBytes: readonly number[]): Result[] {
  const [early, late] = take.memory;
  if (early === undefined || late === undefined) throw new Error('memory was not measured twice');
  const section = 'Memory';
  const parts = (reading: typeof early) =>
    reading.breakdown.map(({ what, bytes }) => `${what}: ${figure(bytes / MEGABYTE)}`).join('; ');
  const line = (what: string, bytes: number, note = ''): Result => ({
    section,
    what: `${format} ${what}`,
    value: bytes / MEGABYTE,
    unit: 'MiB',
    note,
  });
  const minute = (reading: typeof early) => `in minute ${Math.round(reading.atSeconds / 60)}`;
  return [
    line(`page ${minute(early)}`, early.bytes, parts(early)),
    line(`page ${minute(late)}`, late.bytes, parts(late)),
    {
      ...line('page, growth', late.bytes - early.bytes),
      target: { is: 'at most', value: MAX_GROWTH_MEGABYTES },
      note:
        format === 'wav'
          ? ''
          : 'without the encoder: while it encodes it answers no measurement, its heap is fixed',
    },
    line(
      'whole browser, growth',
      processBytes[1]! - processBytes[0]!,
      'proportional set size of all its processes',
    ),
  ];
}

/**
 * All counts of the take must agree: a difference of one frame is a miss. Only a lossy file may differ from the
 * journal, by up to one codec frame.
 */
function ledgerResults(format: FormatId, take: FloodTakeReport, minutes: number, run: number): Result[] {
  const { captured, journaled, lost } = take.ledger;
  const fileFrames = take.encodedFrames ?? wavFrames(take.bytes);
  const line = (what: string, value: number, most: number): Result => ({
    section: 'Ledger',
    what: `${format} take ${run + 1}, ${what}`,
    value,
    unit: 'frames',
    target: { is: 'at most', value: most },
  });
  return [
    line('short of the flood', Math.max(0, 60 * minutes * 48000 - captured), 0),
    line('captured, not journaled', captured - journaled, 0),
    line('lost', lost, 0),
    line('file against journal', Math.abs(fileFrames - take.frames), formatEntry(format).codecFrame),
  ];
}

/** The number of frames in a finished WAV file of `bytes` bytes. */
function wavFrames(bytes: number): number {
  return (bytes - headerBytes(WAV_SHAPE)) / bytesPerFrame(WAV_SHAPE);
}

function stopResults(
  format: FormatId,
  short: readonly FloodTakeReport[],
  long: readonly FloodTakeReport[],
  minutes: number,
): Result[] {
  const section = 'Stop';
  const [brief, hour] = [short, long].map((takes) => takes.map(({ stopMs }) => stopMs)) as [
    number[],
    number[],
  ];
  const target = stopTarget(format);
  return [
    {
      section,
      what: `${format} stop after ${SHORT_SECONDS} s`,
      value: median(brief),
      unit: 'ms',
      target,
      samples: brief,
    },
    {
      section,
      what: `${format} stop after ${minutes} min`,
      value: median(hour),
      unit: 'ms',
      target,
      samples: hour,
    },
    {
      section,
      what: `${format} stop, long against short`,
      value: median(hour) / median(brief),
      unit: '×',
      target: { is: 'at most', value: MAX_STOP_RATIO },
    },
  ];
}

declare global {
  var soaked: LabFloodRecorder;
}
