import type { SourceEvent } from '../../engine/failover/capture-failover.ts';
import type { Take } from '../../engine/takes/take.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import { errorWords } from '../../shared/base/error-words.ts';
import type { Gap } from '../../shared/take/ledger.ts';
import type { SignalWarning } from '../../shared/journal/journal-notices.ts';
import { gapCause, gapText } from '../text/gap-text.ts';
import type { NoticesModel, ToastAction } from './notices-model.ts';
import * as words from '../words/later/source-notices.ts';
import { lengthText } from '../text/time-text.ts';

const KEY = 'source';

/** Reports what happened to the microphone of the take being recorded. */
export function tellSource(event: SourceEvent, notices: NoticesModel): void {
  switch (event.kind) {
    case 'away':
      notices.alarm(
        KEY,
        words.wentAway(event.label),
        event.policy === 'wait' ? words.waitsForIt : words.waitsForAnother,
      );
      break;
    case 'back':
      notices.mention(KEY, words.nowRecordingFrom(event.label));
      break;
    case 'rebuilt':
      notices.inform(KEY, words.audioFailed, words.openedAnew(event.label));
      break;
    case 'slow':
      notices.fail(new CapstanError('audio-clock-off'));
      break;
    case 'foreign':
      notices.inform(KEY, words.oneWay, words.waysDiffer);
      break;
  }
}

/** Reports that a microphone that was only on standby is gone. It is no longer told once one is on standby again. */
export function tellClosed(notices: NoticesModel): void {
  const { title } = errorWords('mic-lost');
  notices.alarm('standby-lost', title, words.standbyEnded);
}

/** Reports that audio is missing. */
export function tellGap(gap: Gap, sampleRate: number, notices: NoticesModel): void {
  notices.gap(words.gapWithCause(gapText(gap, sampleRate), gapCause(gap)), errorWords('ring-overrun'));
}

/** Reports that a take is finished, with its length. Screen readers get this in other words. */
export function tellFinished(take: Take, notices: NoticesModel, actions: readonly ToastAction[]): void {
  notices.mention('finished', words.finished(take.name, lengthText(take.durationSeconds)), {
    action: actions[0],
    second: actions[1],
    spoken: false,
  });
}

export { watchClipping } from './clipping-watch.ts';

/** Texts for screen readers when a take begins, pauses, continues and ends. */
export const SPOKEN = {
  begun: () => words.begun,
  again: () => words.again,
  paused: (seconds: number) => words.paused(spokenLength(seconds)),
  stopped: (seconds: number, name: string) => words.stopped(spokenLength(seconds), name),
} as const;

/** `4 seconds`, `2 minutes 10`, `1 hour 5 minutes`. */
function spokenLength(seconds: number): string {
  const whole = Math.floor(seconds);
  const minutes = Math.floor(whole / 60);
  if (minutes === 0) return words.secondsLong(whole);
  if (minutes < 60) return words.minutesLong(minutes, whole % 60);
  return words.hoursLong(Math.floor(minutes / 60), minutes % 60);
}

/** Reports that something may be wrong with the sound of the first seconds. */
export function tellSound(warning: SignalWarning, notices: NoticesModel): void {
  switch (warning.kind) {
    case 'silent':
      notices.alarm(
        'sound',
        warning.all ? words.noSound : words.noSoundOn(warning.channels),
        words.soundAdvice,
      );
      break;
    case 'faint': {
      const decibels = String(Math.round(20 * Math.log10(warning.peak))).replace('-', '−');
      notices.alarm('sound', words.veryQuiet(decibels), words.soundAdvice);
      break;
    }
  }
}
