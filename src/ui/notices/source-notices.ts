import type { SourceEvent } from '../../engine/failover/capture-failover.ts';
import type { Take } from '../../engine/takes/take.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import { errorWords } from '../../shared/base/error-words.ts';
import type { Gap } from '../../shared/take/ledger.ts';
import type { SignalWarning } from '../../shared/journal/journal-notices.ts';
import { gapCause, gapText } from '../text/gap-text.ts';
import type { NoticesModel, ToastAction } from './notices-model.ts';
import { counted } from '../words/numbers.ts';
import { lengthText } from '../text/time-text.ts';

const KEY = 'source';

/** Reports what happened to the microphone of the take being recorded. */
export function tellSource(event: SourceEvent, notices: NoticesModel): void {
  switch (event.kind) {
    case 'away':
      notices.alarm(
        KEY,
        `${event.label} went away`,
        event.policy === 'wait'
          ? 'The take is open and continues as soon as it is back. Plug it in again, or press Stop.'
          : 'The take is open and continues with the next microphone there is. Plug one in, or press Stop.',
      );
      break;
    case 'back':
      notices.mention(KEY, `Now recording from ${event.label}`);
      break;
    case 'rebuilt':
      notices.inform(
        KEY,
        'The browser’s audio failed for a while',
        `${event.label} was opened anew and the take continues. The place is noted in the take.`,
      );
      break;
    case 'slow':
      notices.fail(new CapstanError('audio-clock-off'));
      break;
    case 'foreign':
      notices.inform(
        KEY,
        'The take continues by one way',
        'The browser gives different sound by its two ways, so the one cannot fill the other’s holes.',
      );
      break;
  }
}

/** Reports that a microphone that was only on standby is gone. */
export function tellClosed(notices: NoticesModel): void {
  const { title } = errorWords('mic-lost');
  notices.alarm('error-mic-lost', title, 'No take was being recorded. Plug it in again, then press Record.');
}

/** Reports that audio is missing. */
export function tellGap(gap: Gap, sampleRate: number, notices: NoticesModel): void {
  notices.gap(`${gapText(gap, sampleRate)}: ${gapCause(gap)}`, errorWords('ring-overrun'));
}

/** Reports that a take is finished, with its length. Screen readers get this in other words. */
export function tellFinished(take: Take, notices: NoticesModel, actions: readonly ToastAction[]): void {
  notices.mention('finished', `${take.name} · ${lengthText(take.durationSeconds)}`, {
    action: actions[0],
    second: actions[1],
    spoken: false,
  });
}

export { watchClipping } from './clipping-watch.ts';

/** Texts for screen readers when a take begins, pauses, continues and ends. */
export const SPOKEN = {
  begun: () => 'Recording',
  again: () => 'Recording again',
  paused: (seconds: number) => `Paused at ${spokenLength(seconds)}`,
  stopped: (seconds: number, name: string) => `Stopped, ${spokenLength(seconds)}, ${name}`,
} as const;

/** `4 seconds`, `2 minutes 10`, `1 hour 5 minutes`. */
function spokenLength(seconds: number): string {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return counted(whole, { one: '# second', other: '# seconds' });
  if (minutes < 60) return `${counted(minutes, { one: '# minute', other: '# minutes' })} ${whole % 60}`;
  return `${counted(Math.floor(minutes / 60), { one: '# hour', other: '# hours' })} ${counted(minutes % 60, { one: '# minute', other: '# minutes' })}`;
}

/** Reports that something may be wrong with the sound of the first seconds. */
export function tellSound(warning: SignalWarning, notices: NoticesModel): void {
  const advice = 'The take continues. Check the cable, the gain and whether this is the right microphone.';
  switch (warning.kind) {
    case 'silent': {
      const which = warning.channels
        .map((channel) => ['left', 'right'][channel] ?? `${channel + 1}`)
        .join(', ');
      notices.alarm(
        'sound',
        warning.all ? 'The microphone gives no sound' : `No sound on channel ${which}`,
        advice,
      );
      break;
    }
    case 'faint': {
      const decibels = Math.round(20 * Math.log10(warning.peak));
      notices.alarm('sound', `Very quiet so far: ${decibels} dB at the loudest`.replace('-', '−'), advice);
      break;
    }
  }
}
