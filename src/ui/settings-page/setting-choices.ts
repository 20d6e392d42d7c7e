import type { LostPolicy } from '../../engine/failover/capture-failover.ts';
import type { GapPolicy } from '../../shared/take/ledger.ts';
import type { Persistence } from '../../engine/storage/persistence.ts';
import type { AfterSave, CaptureTimes, Looks } from '../settings/settings.ts';

export const AFTER_SAVE: readonly (readonly [AfterSave, string])[] = [
  ['keep', 'Keep the take in Capstan'],
  ['ask', 'Ask each time'],
  ['delete', 'Delete the take from Capstan'],
];

export const PERSISTENCE: Record<Persistence, string> = {
  kept: 'The browser keeps takes until you delete them.',
  'cleared-when-full': 'The browser may delete takes when the disk runs full.',
  unknown: 'The browser does not tell whether it keeps takes.',
};

export const LOST: readonly (readonly [LostPolicy, string])[] = [
  ['next', 'Continue with another microphone'],
  ['wait', 'Wait for it to come back'],
  ['stop', 'End the take'],
];

export const GAPS: readonly (readonly [GapPolicy, string])[] = [
  ['mark', 'Leave it out and mark the place'],
  ['fill', 'Fill it with silence, so that the take keeps time'],
];

export const CAPTURE: readonly (readonly [CaptureTimes, string])[] = [
  ['twice', 'Twice (safest)'],
  ['once', 'Once (saves battery)'],
];

export const LOOKS: readonly (readonly [Looks, string])[] = [
  ['system', 'System'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

export const SINGLE_KEYS: readonly (readonly ['on' | 'off', string])[] = [
  ['on', 'R, P, M, N, Backspace, Space, / and ? work everywhere'],
  ['off', 'Off'],
];

export const LOUDNESS: readonly (readonly ['on' | 'off', string])[] = [
  ['on', 'Shown in the record view'],
  ['off', 'Hidden'],
];
