import type { GapKind } from '../../../src/shared/take/ledger.ts';

/**
 * The kinds of gap that a busy machine causes in the clock of a fake microphone. Its file continues where it stopped.
 */
export const OF_A_LATE_CLOCK: readonly GapKind[] = ['held-up', 'standstill', 'slow-clock'];
