import { mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FloodCheck, FloodTakeOptions, FloodTakeReport } from '../e2e/lab/flood-take.ts';
import type { LabFloodRecorder } from '../e2e/lab/lab-page.ts';
import { mustRun } from '../e2e/support/browser/run.ts';
import { headerBytes, type WavShape } from '../src/shared/audio/wav-header.ts';
import { buildSites } from './support/build-lab.ts';
import { benchInput } from './support/input.ts';
import { openLab, type LabBrowser } from './support/lab-browser.ts';
import { largestFile } from './support/largest-file.ts';
import { count } from './support/options.ts';
import { treeMemoryBytes } from './support/process-tree.ts';
import { concludeSoak, figure, line, table, type Result } from './support/results.ts';

const MEGABYTE = 1024 * 1024;
const SAMPLE_RATE = 48000;
const SHAPE: WavShape = { sampleRate: SAMPLE_RATE, channels: 2, format: 's24' };
/** Memory growth is counted from here, when everything is loaded and compiled. */
const SETTLED_SECONDS = 300;
const MAX_GROWTH_MEGABYTES = 10;
/** The most frames by which the Opus file's length may differ from the journal's: 20 ms. */
const OPUS_FRAME = 960;
const REPORT_MS = 60_000;

/**
 * Sends a day of stereo through ring, journal and Opus encoder as fast as possible: `--hours`, by default 25, so that
 * the 32-bit cursors wrap. Compares every frame that went in with the file. Exit code 1 on any miss.
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { hours: { type: 'string', default: '25' }, site: { type: 'string' } },
  });
  const hours = count('--hours', values.hours);
  const site = values.site ?? (await buildSites(['lab']));
  const folder = mkdtempSync(join(tmpdir(), 'capstan-soak-'));
  try {
    // The microphone is not used, but the browser needs a file.
    const { micFile } = await benchInput(1, 1, folder);
    const browser = await openLab({ site, path: '/e2e/lab/', micFile });
    try {
      const results = await day(browser, hours);
      console.log(`\n${table(results)}`);
      return concludeSoak('soak-day', { hours }, results);
    } finally {
      await browser.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function day(browser: LabBrowser, hours: number): Promise<Result[]> {
  const { page, pid, profile } = browser;
  const processBytes: number[] = [];
  await page.exposeFunction('labCheckpoint', () => processBytes.push(treeMemoryBytes(pid)));
  await page.evaluate((sampleRate) => {
    globalThis.daySignal = lab.floodSignal(sampleRate, 2, 1);
    globalThis.day = new lab.FloodRecorder({ signal: globalThis.daySignal, sampleRate });
  }, SAMPLE_RATE);
  const began = performance.now();
  const stopReports = reportProgress(browser, began);
  const take = await page
    .evaluate((options) => globalThis.day.record(options), {
      format: 'opus',
      seconds: 3600 * hours,
      liveSeconds: 2,
      measureMemoryAtSeconds: [SETTLED_SECONDS, 3600 * hours],
    } satisfies FloodTakeOptions)
    .finally(stopReports);
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${figure(take.frames / SAMPLE_RATE / 3600)} h in ${figure(seconds / 60)} min; comparing every frame`,
  );
  const check = await page.evaluate(
    async ({ id, header }) => {
      const file = await globalThis.day.recorder.takes.read(id, 'audio.wav');
      return lab.checkFlood(file, header, globalThis.daySignal);
    },
    { id: take.takeId, header: headerBytes(SHAPE) },
  );
  return [
    ...frameResults(take, check, hours),
    ...memoryResults(take, processBytes),
    ...(await fileResults(profile, take)),
  ];
}

function reportProgress({ page }: LabBrowser, began: number): () => void {
  const timer = setInterval(() => {
    page
      .evaluate(() => [globalThis.day.recorder.elapsedSeconds(), globalThis.day.recorder.encodedSeconds()])
      .then(([taken, encoded]) => {
        const minutes = (performance.now() - began) / 60_000;
        console.log(
          `${figure(minutes)} min: ${figure(taken! / 3600)} h taken, ${figure(encoded! / 3600)} h encoded`,
        );
      })
      .catch(() => {}); // The page is closing.
  }, REPORT_MS);
  return () => clearInterval(timer);
}

function frameResults(take: FloodTakeReport, check: FloodCheck, hours: number): Result[] {
  const { captured, journaled, lost } = take.ledger;
  const frames = (what: string, value: number, most?: number) => line('Frames', what, value, 'frames', most);
  return [
    {
      ...frames('recorded', take.frames),
      target: { is: 'at least', value: 3600 * hours * SAMPLE_RATE },
    },
    frames('captured, not journaled', captured - journaled, 0),
    frames('lost', lost, 0),
    frames('in the file, not what was poured in', check.frames - check.exactFrames, 0),
    frames('file against ledger', Math.abs(check.frames - journaled), 0),
    frames('Opus against journal', Math.abs(take.encodedFrames! - take.frames), OPUS_FRAME),
  ];
}

function memoryResults(take: FloodTakeReport, processBytes: readonly number[]): Result[] {
  const [early, late] = take.memory;
  if (early === undefined || late === undefined) throw new Error('memory was not measured twice');
  const megabytes = (what: string, bytes: number, most?: number) =>
    line('Memory', what, bytes / MEGABYTE, 'MiB', most);
  return [
    megabytes('page after five minutes', early.bytes),
    megabytes('page at the end', late.bytes),
    megabytes('page, growth', late.bytes - early.bytes, MAX_GROWTH_MEGABYTES),
    megabytes('whole browser, growth', processBytes[1]! - processBytes[0]!),
  ];
}

/** Has programs by others read the files where the browser stores them. */
async function fileResults(profile: string, take: FloodTakeReport): Promise<Result[]> {
  const journal = largestFile(profile, () => true);
  const opus = largestFile(profile, (bytes) => bytes === take.bytes);
  const sndfile = /Frames\s*:\s*(\d+)/.exec((await mustRun('sndfile-info', [journal])).stdout)?.[1];
  // sox recognises the format by the file's name.
  const named = join(profile, 'journal.wav');
  symlinkSync(journal, named);
  const sox = (await mustRun('soxi', ['-s', named])).stdout.trim();
  const opusinfo = await mustRun('opusinfo', [opus]);
  const problems = (opusinfo.stdout + opusinfo.stderr).match(/warning|error|corrupt/gi)?.length ?? 0;
  const off = (what: string, frames: number): Result => ({
    ...line('Files', what, Math.abs(frames - take.frames), 'frames off', 0),
    note: `${statSync(journal).size.toLocaleString('en-GB')} bytes, RF64`,
  });
  return [
    off('sndfile-info', Number(sndfile)),
    off('sox', Number(sox)),
    {
      ...line('Files', 'opusinfo', problems, 'complaints', 0),
      note: `${take.bytes.toLocaleString('en-GB')} bytes`,
    },
  ];
}

declare global {
  var day: LabFloodRecorder;
  var daySignal: readonly Float32Array[];
}
