import type { LostPolicy } from '../../engine/failover/capture-failover.ts';
import type { GapPolicy } from '../../shared/take/ledger.ts';
import type { AfterSave, CaptureTimes, Looks } from '../settings/settings.ts';
import * as words from '../words/later/settings.ts';
import type { Choice } from './setting-row.ts';

export const AFTER_SAVE = inOrder<AfterSave>(words.afterSaveChoices, 'keep', 'ask', 'delete');
export const LOST = inOrder<LostPolicy>(words.microphoneLostChoices, 'next', 'wait', 'stop');
export const GAPS = inOrder<GapPolicy>(words.gapsChoices, 'mark', 'fill');
export const CAPTURE = inOrder<CaptureTimes>(words.captureChoices, 'twice', 'once');
export const LOOKS = inOrder<Looks>(words.looksChoices, 'system', 'light', 'dark');
export const SINGLE_KEYS = inOrder<'on' | 'off'>(words.singleKeysChoices, 'on', 'off');
export const LOUDNESS = inOrder<'on' | 'off'>(words.loudnessChoices, 'on', 'off');

/** The choices of a setting, in the order in which they are shown. */
function inOrder<Value extends string>(
  labels: Readonly<Record<Value, string>>,
  ...values: readonly Value[]
): readonly Choice<Value>[] {
  return values.map((value) => [value, labels[value]]);
}
