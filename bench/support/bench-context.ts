import type { FormatId } from '../../src/shared/audio/formats.ts';
import type { BenchInput } from './input.ts';
import type { LabBrowser, LabBrowserOptions } from './lab-browser.ts';
import { withLab } from './lab-browser.ts';

export interface BenchOptions {
  /** Length of the input for the encode speeds, in seconds. */
  readonly seconds: number;
  /** The formats whose encode speeds are measured. */
  readonly formats: readonly FormatId[];
  /** Measured runs of the encode speeds, after one more as a warm-up; and of the core's start, without a warm-up. */
  readonly runs: number;
  /** Length of each CPU measurement, in seconds. */
  readonly cpuSeconds: number;
  /** How long process() is timed, in seconds. */
  readonly processSeconds: number;
  /** Seconds of audio before each timed stop. */
  readonly stopSeconds: number;
  readonly stopRuns: number;
}

export interface BenchContext {
  readonly options: BenchOptions;
  readonly input: BenchInput;
  /** A folder for temporary files; removed at the end. */
  readonly folder: string;
  /** Opens the bench's page in a new browser, and closes it after use. */
  withPage<T>(use: (lab: LabBrowser) => Promise<T>): Promise<T>;
}

export function benchContext(parts: Omit<BenchContext, 'withPage'>, site: string): BenchContext {
  const lab: LabBrowserOptions = { site, path: '/bench/page/', micFile: parts.input.micFile };
  return { ...parts, withPage: (use) => withLab(lab, use) };
}
