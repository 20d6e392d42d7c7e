/**
 * Marks a test that covers more cases of what another test shows with one case. `npm run test:wide` runs these tests.
 * `npm test` does not, because it has a few minutes.
 */
export const WIDE = '@wide';

/** Marks a case that takes turns with others (see `turns.ts`). `npm run test:wide` runs all of them. */
export const TURNS = '@turns';
