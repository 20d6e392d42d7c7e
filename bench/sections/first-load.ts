import { readFileSync } from 'node:fs';
import { firstLoadBytes } from '../../scripts/size/first-load.mjs';
import type { Result } from '../support/results.ts';

/** @param dist the built app */
export async function firstLoad(dist: string): Promise<Result[]> {
  const { bytes, gzipBytes } = await firstLoadBytes(dist);
  const { sizeBudget } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    sizeBudget: { firstLoadGzipBytes: number };
  };
  const section = 'First load: page, styles, scripts, worklet, journal worker';
  return [
    {
      section,
      what: 'with gzip',
      value: gzipBytes,
      unit: 'bytes',
      target: { is: 'at most', value: sizeBudget.firstLoadGzipBytes },
    },
    { section, what: 'as they are', value: bytes, unit: 'bytes' },
  ];
}
