import type { Page } from 'playwright';
import { FORMATS, type FormatId } from '../../src/shared/audio/formats.ts';
import type { MediabunnyFormat } from '../page/bench-api.ts';
import type { BenchContext } from '../support/bench-context.ts';
import { nativeEncode, nativeFfmpeg, nativeVersion } from '../support/native-ffmpeg.ts';
import type { Result, Target } from '../support/results.ts';
import { median } from '../support/statistics.ts';

const SECTION = 'Encode speed, times real time';
/** The order in which they run. Those that the targets compare run close together; no target judges the converter. */
const PATHS = ['live', 'native', 'mediabunny', 'converter'] as const;
type Path = (typeof PATHS)[number];

const WHAT: Record<Path, string> = {
  live: 'live: flood, ring, journal, encoder, finished file',
  converter: 'converter: journal to finished file',
  native: 'native ffmpeg, one thread',
  mediabunny: 'mediabunny 1.61, in a worker, to a finished file',
};

const MEDIABUNNY: Partial<Record<FormatId, MediabunnyFormat>> = { wav: 'wav', opus: 'opus', mp3: 'mp3' };

/** Which of our paths are compared with which others, and how fast ours must be, as a fraction of theirs. */
const RATIOS: readonly { format: FormatId; ours: Path; theirs: Path; target?: Target }[] = [
  { format: 'wav', ours: 'live', theirs: 'mediabunny', target: { is: 'at least', value: 1 } },
  { format: 'opus', ours: 'live', theirs: 'native', target: { is: 'at least', value: 0.9 } },
  { format: 'opus', ours: 'converter', theirs: 'native' },
  { format: 'opus', ours: 'live', theirs: 'mediabunny' },
  { format: 'mp3', ours: 'live', theirs: 'native', target: { is: 'at least', value: 0.85 } },
  { format: 'mp3', ours: 'converter', theirs: 'native' },
  { format: 'mp3', ours: 'live', theirs: 'mediabunny', target: { is: 'at least', value: 1 } },
  { format: 'flac', ours: 'live', theirs: 'native' },
  { format: 'flac', ours: 'converter', theirs: 'native' },
  { format: 'm4a', ours: 'live', theirs: 'native' },
  { format: 'm4a', ours: 'converter', theirs: 'native' },
];

interface Run {
  /** Seconds of audio encoded per second. */
  readonly speed: number;
  readonly bytes: number;
}

/** Each run encodes the same music in each format on each path, one after the other. The first run is a warm-up. */
export async function encodeSpeed(context: BenchContext): Promise<Result[]> {
  const ffmpeg = nativeFfmpeg();
  if (ffmpeg === undefined) {
    console.log('No ffmpeg here: nothing is compared with it (apt-get install ffmpeg, and measure again).');
  }
  const runs = new Map<string, Run[]>();
  await context.withPage(async ({ page }) => {
    await page.locator('input').setInputFiles(context.input.wavFile);
    await page.evaluate(() => bench.loadInput());
    await page.evaluate(() => bench.loadCore());
    const source = await page.evaluate(
      (seconds) => bench.floodTake({ format: 'wav', seconds, liveSeconds: 0 }),
      context.input.seconds,
    );
    const contest: Contest = { page, context, ffmpeg, takeId: source.takeId, takeFrames: source.frames };
    for (let run = 0; run <= context.options.runs; run++) {
      for (const format of context.options.formats) {
        for (const path of PATHS) {
          const result = await runOne(contest, path, format);
          if (run === 0 || result === undefined) continue;
          const key = `${format} ${path}`;
          runs.set(key, [...(runs.get(key) ?? []), result]);
        }
      }
    }
  });
  return [...speeds(runs, ffmpeg && (await nativeVersion(ffmpeg))), ...ratios(runs)];
}

interface Contest {
  readonly page: Page;
  readonly context: BenchContext;
  readonly ffmpeg: string | undefined;
  readonly takeId: string;
  readonly takeFrames: number;
}

async function runOne(contest: Contest, path: Path, format: FormatId): Promise<Run | undefined> {
  const { page, context } = contest;
  const { seconds, wavFile } = context.input;
  switch (path) {
    case 'live': {
      const take = await page.evaluate((options) => bench.floodTake({ ...options, liveSeconds: 0 }), {
        format,
        seconds,
      });
      await page.evaluate((id) => bench.deleteTake(id), take.takeId);
      return { speed: take.frames / 48 / (take.rushMs + take.stopMs), bytes: take.bytes };
    }
    case 'converter': {
      const done = await page.evaluate(({ id, format }) => bench.convert(id, format), {
        id: contest.takeId,
        format,
      });
      return { speed: contest.takeFrames / 48 / done.ms, bytes: done.bytes };
    }
    case 'native': {
      if (contest.ffmpeg === undefined) return undefined;
      const done = await nativeEncode(contest.ffmpeg, wavFile, format, context.folder);
      return { speed: (1000 * seconds) / done.ms, bytes: done.bytes };
    }
    case 'mediabunny': {
      const name = MEDIABUNNY[format];
      if (name === undefined) return undefined;
      const done = await page.evaluate((name) => bench.mediabunny(name), name);
      return { speed: (1000 * seconds) / done.ms, bytes: done.bytes };
    }
  }
}

function speeds(runs: ReadonlyMap<string, readonly Run[]>, native: string | undefined): Result[] {
  return FORMATS.flatMap(({ id }) =>
    PATHS.flatMap((path) => {
      const found = runs.get(`${id} ${path}`);
      if (found === undefined) return [];
      const samples = found.map(({ speed }) => speed);
      const bytes = `${found[0]!.bytes.toLocaleString('en-GB')} bytes`;
      const note = path === 'native' ? `${bytes}, ${native}` : bytes;
      return [
        { section: SECTION, what: `${id}, ${WHAT[path]}`, value: median(samples), unit: '×', samples, note },
      ];
    }),
  );
}

function ratios(runs: ReadonlyMap<string, readonly Run[]>): Result[] {
  return RATIOS.flatMap(({ format, ours, theirs, target }) => {
    const mine = runs.get(`${format} ${ours}`);
    const others = runs.get(`${format} ${theirs}`);
    if (mine === undefined || others === undefined) return [];
    // Ratios are computed run by run: a temporary disturbance of the machine affects both.
    const samples = mine.map(({ speed }, run) => speed / others[run]!.speed);
    const what = `${format}, ${ours} against ${theirs}`;
    return [
      {
        section: SECTION,
        what,
        value: median(samples),
        unit: 'of theirs',
        samples,
        ...(target && { target }),
      },
    ];
  });
}
