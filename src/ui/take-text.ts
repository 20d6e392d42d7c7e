import { FORMATS, formatEntry } from '../shared/formats.ts';
import { durationText } from '../shared/duration-text.ts';
import { isLoss, isSuspicion, type Gap, type Healed, type Ledger } from '../shared/ledger.ts';
import { JOURNAL_NAME } from '../shared/take-events.ts';
import type { Take, TakeFile } from '../engine/take.ts';
import { bytesText, countText, pluralText } from './number-text.ts';
import { positionText, spanText } from './time-text.ts';

/** `Take 2026-11-21 14-03`, with a number behind it where that name is taken. */
export function freshTakeName(now: Date, taken: readonly string[]): string {
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(two).join('-');
  const name = `Take ${day} ${two(now.getHours())}-${two(now.getMinutes())}`;
  let count = 1;
  const numbered = () => (count === 1 ? name : `${name} (${count})`);
  while (taken.includes(numbered())) count += 1;
  return numbered();
}

/** `1,323,000 of 1,323,000 frames · 0 lost`, and `· 3 holes healed` where there were some. */
export function ledgerText({ journaled, captured, lost, healed = [] }: Ledger): string {
  const counts = `${countText(journaled)} of ${countText(captured)} frames · ${countText(lost)} lost`;
  return healed.length === 0 ? counts : `${counts} · ${pluralText(healed.length, 'hole')} healed`;
}

const WAY_NAMES: Record<Healed['way'], string> = {
  worklet: 'the browser’s audio graph',
  track: 'the microphone’s track',
};

/** `20 ms missing in the browser’s audio graph at 0:00.734: healed, nothing is missing`. */
export function healedText({ frame, frames, way, kind }: Healed, sampleRate: number): string {
  const span = spanText(frames / sampleRate);
  const where = `${WAY_NAMES[way]} at ${positionText(frame / sampleRate)}`;
  const hole = { late: 'late', missing: 'missing', inserted: 'too much', silent: 'of silence' }[kind];
  return `${span} ${hole} in ${where}: healed, nothing is missing`;
}

/** `10 ms of zeros at 0:00.734`, `2.5 s lost at 1:02.000`. */
export function gapText(gap: Gap, sampleRate: number): string {
  const position = positionText(gap.frame / sampleRate);
  if (gap.kind === 'break') return `${durationText(gap.frames / sampleRate)} not recorded at ${position}`;
  const span = spanText(gap.frames / sampleRate);
  if (gap.kind === 'zeros') return `${span} of zeros at ${position}`;
  if (gap.kind === 'held-up') return `held up for ${span} before ${position}`;
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
    case 'storage':
      return 'the disk took no more';
    case 'break':
      return 'the recording broke off and was continued here';
  }
}

/** `2 gaps`, `1 suspected dropout`, `1 break`, or several. */
export function gapsText(gaps: readonly Gap[]): string {
  const count = (counted: (gap: Gap) => boolean) => gaps.filter(counted).length;
  const lost = count(({ kind }) => isLoss(kind));
  const suspected = count(({ kind }) => isSuspicion(kind));
  const breaks = count(({ kind }) => kind === 'break');
  const parts = [];
  if (lost > 0) parts.push(pluralText(lost, 'gap'));
  if (suspected > 0) parts.push(pluralText(suspected, 'suspected dropout'));
  if (breaks > 0) parts.push(pluralText(breaks, 'break'));
  return parts.join(' · ');
}

/** What to do about the end of a recording that broke off; nothing for any other. */
export function uncertainText({ frames, spec, uncertainFrom = frames }: Take): string {
  if (uncertainFrom >= frames) return '';
  const span = spanText((frames - uncertainFrom) / spec.sampleRate);
  return ` If it was a power cut, listen to its last ${span}: the disk had not confirmed them yet.`;
}

/** `FLAC · 24-bit`; of a conversion only the format is known. */
export function fileText(take: Take, file: TakeFile): string {
  const format = formatEntry(file.format);
  const quality = qualityLabel(take, file);
  return quality === undefined ? format.label : `${format.label} · ${quality}`;
}

/** A file among the others of its take. */
export function fileChoiceText(take: Take, file: TakeFile): string {
  return `${fileText(take, file)} · ${bytesText(file.bytes)}`;
}

function qualityLabel(take: Take, file: TakeFile): string | undefined {
  const { spec } = take;
  if (file.file === JOURNAL_NAME) {
    const wav = FORMATS.find((format) => format.id === 'wav');
    return wav?.qualities.find((quality) => quality.sampleFormat === spec.sampleFormat)?.label;
  }
  const first = take.files.find((other) => other.format === spec.format);
  if (file.file !== first?.file) return undefined;
  return formatEntry(file.format).qualities.find((quality) => quality.id === spec.quality)?.label;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
