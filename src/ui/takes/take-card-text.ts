import { FORMATS, formatEntry } from '../../shared/audio/formats.ts';
import { playedFrames } from '../../shared/edit/edit-list.ts';
import { lostFrames, type GapKind, type Healed } from '../../shared/take/ledger.ts';
import { JOURNAL_NAME } from '../../shared/take/take-events.ts';
import { isShort } from '../../engine/takes/short-file.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import type { HealthFigures } from '../text/health-text.ts';
import { bytesText } from '../text/number-text.ts';
import { positionText, spanText } from '../text/time-text.ts';
import * as words from '../words/later/takes.ts';

/** `20 ms missing in the browser’s audio graph at 0:00.734: healed, nothing is missing`. */
export function healedText(hole: Healed, sampleRate: number): string {
  const { frame, frames } = hole;
  return words.healed(hole, spanText(frames / sampleRate), positionText(frame / sampleRate));
}

/** Advice about the end of a recording that broke off; empty for any other. */
export function uncertainText({ frames, spec, uncertainFrom = frames }: Take): string {
  if (uncertainFrom >= frames) return '';
  const span = spanText((frames - uncertainFrom) / spec.sampleRate);
  return ` ${words.lastSpanUncertain(span)}`;
}

/**
 * The figures of a finished take's health. A take without a ledger is a converted or interrupted one: undefined, unless
 * its log notes a gap, or its file lost frames afterwards.
 */
export function takeHealth({ ledger, gaps, spec, missingFrames }: Take): HealthFigures | undefined {
  const lost =
    ledger === undefined ? lostFrames(gaps) : Math.max(ledger.lost, ledger.captured - ledger.journaled);
  const count = (counted: GapKind) => gaps.filter(({ kind }) => kind === counted).length;
  const lostSeconds = (lost + missingFrames) / spec.sampleRate;
  const silences = count('zeros');
  const late = count('held-up');
  const known = ledger !== undefined || lostSeconds + silences + late > 0;
  return known ? { lostSeconds, silences, late } : undefined;
}

/**
 * `FLAC · 24-bit`, or `FLAC · as edited · 24-bit`: a narrow row cuts off the last. For a conversion only the format is
 * known. A file that was made before its take was continued holds only the beginning: `FLAC · only the first 3.1 s`.
 */
export function fileText(take: Take, file: TakeFile): string {
  const { seconds = take.durationSeconds, edits = take.edits.state } = file;
  const part = isShort(take, file) ? words.onlyFirst(spanText(seconds)) : editsText(take, edits);
  const parts = [formatEntry(file.format).label, part, qualityLabel(take, file)];
  return parts.filter((text) => text !== undefined).join(' · ');
}

/** Which edits of its take a file has. Undefined where nobody needs to be told. */
function editsText({ edits: { state } }: Take, edits: number): string | undefined {
  if (edits === state) return state === 0 ? undefined : words.asEdited;
  return edits === 0 ? words.withoutEdits : words.withEarlierEdits;
}

/** A file's label in the list of its take's files, with the size it has when it is exported. */
export function fileChoiceText(take: Take, file: TakeFile): string {
  return `${fileText(take, file)} · ${bytesText(exportedBytes(take, file))}`;
}

/** The journal is exported with the edits, and without what was cut. */
function exportedBytes(take: Take, { bytes, edits }: TakeFile): number {
  if (edits !== undefined || take.edits.operations.length === 0 || take.frames === 0) return bytes;
  return Math.round((bytes * playedFrames(take)) / take.frames);
}

function qualityLabel(take: Take, file: TakeFile): string | undefined {
  const { spec } = take;
  if (file.file === JOURNAL_NAME) {
    const wav = FORMATS.find((format) => format.id === 'wav');
    return wav?.qualities.find((quality) => quality.sampleFormat === spec.sampleFormat)?.label;
  }
  const { extension, qualities } = formatEntry(file.format);
  // Other files were converted, perhaps to another quality of the same format.
  if (file.file !== `take.${extension}`) return undefined;
  return qualities.find((quality) => quality.id === spec.quality)?.label;
}
