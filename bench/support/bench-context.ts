import type { FormatId } from '../../src/shared/audio/formats.ts';
import type { BenchInput } from './input.ts';
import type { LabBrowser, LabBrowserOptions } from './lab-browser.ts';
import { withLab } from './lab-browser.ts';

export interface BenchOptions {
  /** Seconds of the input of the encode speeds. */
  readonly seconds: number;
  /** Whose encode speeds are measured. */
  readonly formats: readonly FormatId[];
  /** Measured runs; one more before them warms up. */
  readonly runs: number;
  /** Seconds of each CPU measurement. */
  readonly cpuSeconds: number;
  /** Seconds in which process() is timed. */
  readonly processSeconds: number;
  /** Seconds of audio before each timed stop. */
  readonly stopSeconds: number;
  readonly stopRuns: number;
}

export interface BenchContext {
  readonly options: BenchOptions;
  readonly input: BenchInput;
  /** For what is made on the way; removed at the end. */
  readonly folder: string;
  /** Opens the bench's page in a browser of its own. */
  withPage<T>(use: (lab: LabBrowser) => Promise<T>): Promise<T>;
}

export function benchContext(parts: Omit<BenchContext, 'withPage'>, site: string): BenchContext {
  const lab: LabBrowserOptions = { site, path: '/bench/page/', micFile: parts.input.micFile };
  return { ...parts, withPage: (use) => withLab(lab, use) };
}
