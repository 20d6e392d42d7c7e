import { mustRun } from '../browser/run.ts';

/** What native ffmpeg's `ebur128` measures in a file. It is libavfilter's own code, not the code under test. */
export interface Ebur128 {
  /** LUFS; one reading per tenth of a second, at its end. */
  readonly momentary: readonly number[];
  readonly shortTerm: readonly number[];
  readonly integrated: number;
  /** LU. */
  readonly range: number;
  /** dBTP, of the loudest channel. */
  readonly truePeak: number;
}

/** @param input ffmpeg's arguments that name the file, and its format if it is raw */
export async function ebur128(...input: readonly string[]): Promise<Ebur128> {
  const filters = 'ebur128=peak=true:metadata=1,ametadata=print:file=-';
  const { stdout } = await mustRun('ffmpeg', ['-v', 'error', ...input, '-af', filters, '-f', 'null', '-']);
  const all = (name: string) =>
    [...stdout.matchAll(new RegExp(`^lavfi\\.r128\\.${name}=(.*)$`, 'gm'))].map(([, value]) => Number(value));
  const last = (name: string) => {
    const value = all(name).at(-1);
    if (value === undefined) throw new Error(`ffmpeg's ebur128 told no ${name}`);
    return value;
  };
  return {
    momentary: all('M'),
    shortTerm: all('S'),
    integrated: last('I'),
    range: last('LRA'),
    truePeak: 20 * Math.log10(last('true_peak')),
  };
}
