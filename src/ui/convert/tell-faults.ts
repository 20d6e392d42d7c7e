import type { SourceFault } from '../../engine/convert/source/source-fault.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import { rateText } from '../text/number-text.ts';
import { lengthText } from '../text/time-text.ts';
import * as words from '../words/later/convert.ts';
import { counted, countText } from '../words/numbers.ts';

/** What a conversion tells of its source. */
interface Told {
  readonly damage: string;
  readonly faults: readonly SourceFault[];
}

/**
 * Tells in what a new file differs from its source. Each file has its own notice: what is ready next must not take its
 * place. Returns whether there was anything to tell.
 */
export function tellFaults(
  notices: Pick<NoticesModel, 'alarm' | 'inform'>,
  file: string,
  { damage, faults }: Told,
): boolean {
  const key = `damaged ${file}`;
  const lines = faults.map(faultText);
  const ends = faults.find((fault) => fault.kind === 'breaks-off');
  const cut = ends?.of !== undefined;
  if (damage !== '' || cut) {
    const title = cut ? words.readyButCut(file) : words.readyButDamaged(file);
    notices.alarm(key, title, [...lines, words.doneWithFaults].join(' '), damage || undefined);
  } else if (lines.length > 0) {
    const title = ends === undefined ? words.readyButOther(file) : words.readyButMaybeCut(file);
    notices.inform(key, title, ...lines);
  }
  return damage !== '' || lines.length > 0;
}

function faultText(fault: SourceFault): string {
  switch (fault.kind) {
    case 'breaks-off':
      return fault.of === undefined
        ? words.mayBreakOff(secondsText(fault.seconds))
        : words.breaksOff(secondsText(fault.seconds), secondsText(fault.of));
    case 'audio-behind':
      return words.audioBehind(secondsText(fault.seconds));
    case 'tracks':
      return words.firstTrack(countText(fault.of));
    case 'silence':
      return words.filledWithSilence(secondsText(fault.seconds));
    case 'overlap':
      return words.overlaps(secondsText(fault.seconds));
    case 'resampled':
      return words.resampled(rateText(fault.from), rateText(fault.to));
    case 'clipped':
      return counted(fault.samples, words.clipped);
  }
}

/** `1.04 s`, or `1:02:05.1` of what is longer than a minute. */
function secondsText(seconds: number): string {
  return seconds < 60 ? `${seconds.toFixed(2)} s` : lengthText(seconds);
}
