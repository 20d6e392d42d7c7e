import type { GapKind } from '../../../shared/take/ledger.ts';
import { counted, countText } from '../numbers.ts';

/** Gaps. A span is a length of time such as `2.5 s`, a position one such as `1:02.000`. */

export const notRecorded = (span: string, position: string): string => `${span} not recorded at ${position}`;
export const pureSilence = (span: string, position: string): string =>
  `${span} of pure silence at ${position}`;
export const late = (span: string, position: string): string =>
  `audio arrived ${span} late before ${position}`;
export const lost = (span: string, position: string): string => `${span} lost at ${position}`;
export const lostAndFilled = (span: string, position: string): string =>
  `${span} lost at ${position}, filled with silence`;

const dropout = 'suspected dropout';

export const causes: Readonly<Record<GapKind, string>> = {
  overrun: 'the computer could not keep up',
  'clock-jump': 'the browser skipped audio',
  'no-input': 'the microphone gave nothing',
  standstill: 'the browser’s audio stood still',
  'slow-clock': 'the browser’s audio ran too slowly',
  source: 'the microphone was away',
  zeros: dropout,
  'held-up': dropout,
  muted: 'the microphone muted itself',
  storage: 'the disk took no more',
  'cut-off': 'the disk lost the end of the file before the recording was continued',
  break: 'the recording was interrupted and continued here',
};

/** The ledger of a take. */

export const framesKept = (journaled: number, captured: number, missing: number): string =>
  `${countText(journaled)} of ${countText(captured)} frames · ${countText(missing)} lost`;

/** What may be missing from the take being recorded. */

export const everyFrame = 'Every frame that the microphone gave is in the take.';
export const missing = (span: string): string => `${span} of audio are missing.`;
export const silences = (count: number): string =>
  `${counted(count, { one: '# pure silence', other: '# pure silences' })} as long as the browser’s own buffers. The browser may have dropped audio there, or the microphone gave silence.`;
export const arrivedLate = (times: number): string =>
  `Audio arrived late ${counted(times, { one: '# time', other: '# times' })}. The browser may have dropped some.`;
export const mutesItself = 'This microphone mutes itself between words. Nothing is missing there.';
export const placesAreListed = 'Each place is listed in the take once it is stopped.';
