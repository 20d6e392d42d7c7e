import type { ProbedAudio } from './probe.ts';

/** A codec's delay of less than this is no late start: encoders cut it. */
const LATE_SECONDS = 0.01;

/**
 * ffmpeg's arguments that make a file with times of its own, as Matroska and MP4 are, equally long in every format: where
 * it has no sound for more than 0.1 s, or begins late, there is silence. The log then tells how much.
 */
export interface Timeline {
  readonly inputArgs: readonly string[];
  readonly filter: string | undefined;
}

export function timelineOf({ container, lateSeconds }: ProbedAudio): Timeline {
  if (!/matroska|mov/.test(container)) return { inputArgs: [], filter: undefined };
  const fromStart = lateSeconds > LATE_SECONDS ? ':first_pts=0' : '';
  return { inputArgs: ['-loglevel', 'level+verbose'], filter: `aresample=async=1${fromStart}` };
}

/** Puts a filter before those that the output's arguments have. */
export function withFilter(args: readonly string[], filter: string | undefined): string[] {
  if (filter === undefined) return [...args];
  const at = args.indexOf('-af');
  return at < 0 ? ['-af', filter, ...args] : args.with(at + 1, `${filter},${args[at + 1]}`);
}
