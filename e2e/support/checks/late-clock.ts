import type { GapKind } from '../../../src/shared/take/ledger.ts';

/** What a busy machine makes of a fake microphone's clock, whose file goes on where it was. */
export const OF_A_LATE_CLOCK: readonly GapKind[] = ['held-up', 'standstill', 'slow-clock'];
