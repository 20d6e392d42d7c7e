/** Whether properties get as many rounds as are worth waiting for: `CAPSTAN_MANY=1 npx vitest run`. */
const MANY = process.env['CAPSTAN_MANY'] === '1';

/**
 * Every run of the tests tries other values, so that many runs try many. A failure names its seed:
 * `CAPSTAN_SEED=… npx vitest run` tries the same again.
 */
const SEED = Number(process.env['CAPSTAN_SEED'] ?? 1 + Math.floor(Math.random() * 1_000_000));

/** @param few in `npm test`; with CAPSTAN_MANY=1 there are `many` */
export function rounds(few: number, many = 20 * few): number {
  return MANY ? many : few;
}

/** The same, for a property of fast-check, with a seed. */
export function roundsOf(few: number, many?: number): { numRuns: number; seed: number } {
  return { numRuns: rounds(few, many), seed: SEED };
}

/** Seeds for a test that makes its own random values. It names the seed where it fails. */
export function seeds(few: number, many?: number): number[] {
  return Array.from({ length: rounds(few, many) }, (_, round) => SEED + round);
}
