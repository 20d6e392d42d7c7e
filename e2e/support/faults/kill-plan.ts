import type { FormatId } from '../../../src/shared/audio/formats.ts';
import { Random } from '../signals/random.ts';

/** What a browser does when it is killed, and when the kill happens. */
export interface KillPlan {
  readonly format: FormatId;
  readonly quality: string;
  readonly moment: 'just started' | 'recording' | 'paused' | 'stopping';
  /** Real time of recording before the moment, in milliseconds; 0 for a take that has just started. */
  readonly recordMs: number;
  /** Real time from the moment to the kill, in milliseconds. */
  readonly thenMs: number;
}

const TARGETS: readonly Pick<KillPlan, 'format' | 'quality'>[] = [
  { format: 'wav', quality: 's16' },
  { format: 'opus', quality: 'music-128' },
  { format: 'wav', quality: 's24' },
  { format: 'wav', quality: 'f32' },
];
/** `recording` is there twice, because a recorder spends most of its time recording. */
const MOMENTS: readonly KillPlan['moment'][] = [
  'recording',
  'stopping',
  'recording',
  'paused',
  'just started',
];

/** The plans for a series of kills at random times. Twenty kills combine every target with every moment. */
export function killPlans(kills: number, seed: number): KillPlan[] {
  const random = new Random(seed);
  return Array.from({ length: kills }, (_, i) => {
    const target = TARGETS[i % TARGETS.length]!;
    const moment = MOMENTS[i % MOMENTS.length]!;
    const recordMs = moment === 'just started' ? 0 : random.integer(1000, 4000);
    return { ...target, moment, recordMs, thenMs: random.integer(0, moment === 'stopping' ? 200 : 400) };
  });
}

export function planText({ format, quality, moment }: KillPlan): string {
  return `${format} ${quality}, ${moment}`;
}
