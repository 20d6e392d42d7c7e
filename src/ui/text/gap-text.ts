import { durationText } from '../../shared/base/duration-text.ts';
import type { Gap } from '../../shared/take/ledger.ts';
import { positionText, spanText } from './time-text.ts';

/** `10 ms of pure silence at 0:00.734`, `2.5 s lost at 1:02.000`. */
export function gapText(gap: Gap, sampleRate: number): string {
  const position = positionText(gap.frame / sampleRate);
  if (gap.kind === 'break') return `${durationText(gap.frames / sampleRate)} not recorded at ${position}`;
  const span = spanText(gap.frames / sampleRate);
  if (gap.kind === 'zeros' || gap.kind === 'muted') return `${span} of pure silence at ${position}`;
  if (gap.kind === 'held-up') return `audio arrived ${span} late before ${position}`;
  return gap.filled ? `${span} lost at ${position}, filled with silence` : `${span} lost at ${position}`;
}

/** Why a gap came about. */
export function gapCause(gap: Gap): string {
  switch (gap.kind) {
    case 'overrun':
      return 'the computer could not keep up';
    case 'clock-jump':
      return 'the browser skipped audio';
    case 'no-input':
      return 'the microphone gave nothing';
    case 'standstill':
      return 'the browser’s audio stood still';
    case 'slow-clock':
      return 'the browser’s audio ran too slowly';
    case 'source':
      return 'the microphone was away';
    case 'zeros':
    case 'held-up':
      return 'suspected dropout';
    case 'muted':
      return 'the microphone muted itself';
    case 'storage':
      return 'the disk took no more';
    case 'break':
      return 'the recording was interrupted and continued here';
  }
}
