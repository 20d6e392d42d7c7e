import type { Gap } from '../../src/shared/take/ledger.ts';
import { bitsPerSample } from '../../src/shared/audio/sample-format.ts';
import type { WavShape } from '../../src/shared/audio/wav-header.ts';
import { gapCause, gapText } from '../../src/ui/text/gap-text.ts';
import { lengthText, positionText, spanText } from '../../src/ui/text/time-text.ts';
import type { Salvage } from './salvage-take.ts';

const MOST_GAPS = 20;

/** Describes the result for one take, for a person to read. */
export function reportLines(folder: string, result: Salvage): string[] {
  switch (result.outcome) {
    case 'written':
      return [folder, ...writtenLines(result).map((line) => `  ${line}`)];
    case 'nothing-to-do':
      return [folder, `  Nothing to repair: made from another file. It holds ${result.files.join(', ')}.`];
    case 'failed':
      return [folder, `  NOT SALVAGED: ${result.problem}`];
  }
}

function writtenLines(result: Salvage & { outcome: 'written' }): string[] {
  const { history, shape, frames, certainFrames, markers, warnings, path } = result;
  const seconds = (count: number): number => count / shape.sampleRate;
  const lines = [
    ...(history === undefined ? [] : [`Name: ${history.name}`]),
    `Found: ${lengthText(seconds(frames))} (${frames} frames), ${shapeText(shape)}`,
    `State: ${stateText(result)}`,
  ];
  if (certainFrames < frames) {
    const from = positionText(seconds(certainFrames));
    const span = spanText(seconds(frames - certainFrames));
    lines.push(
      `Uncertain: the last ${span}, from ${from} on. The disk had not confirmed them: right after a crash of the browser, ` +
        'but listen to them if the power went.',
    );
  } else {
    lines.push('Uncertain: nothing');
  }
  lines.push(...gapLines(history?.ledger?.gaps ?? history?.gaps, shape.sampleRate));
  lines.push(markers.length === 0 ? 'Markers: none' : `Markers: ${markers.length}, in the file`);
  const leftOut = (history?.markers.length ?? 0) - markers.length;
  if (leftOut > 0) lines.push(`Markers that stand behind the audio and are only in the log: ${leftOut}`);
  lines.push(...warnings, `Written: ${path}`);
  return lines;
}

function stateText({ history }: Salvage & { outcome: 'written' }): string {
  if (history === undefined) return 'not known';
  if (history.ledger !== undefined) return 'recorded to its end';
  return history.recoveredFrames === undefined ? 'broken off' : 'broken off, recovered before';
}

function gapLines(gaps: readonly Gap[] | undefined, sampleRate: number): string[] {
  if (gaps === undefined) return [];
  if (gaps.length === 0) return ['Gaps: none'];
  const lines = gaps.slice(0, MOST_GAPS).map((gap) => `  ${gapText(gap, sampleRate)}: ${gapCause(gap)}`);
  if (gaps.length > MOST_GAPS) lines.push(`  and ${gaps.length - MOST_GAPS} more`);
  return [`Gaps: ${gaps.length}`, ...lines];
}

function shapeText({ sampleRate, channels, format }: WavShape): string {
  const samples = format === 'f32' ? '32-bit float' : `${bitsPerSample(format)}-bit`;
  return `${channels === 1 ? 'mono' : channels === 2 ? 'stereo' : `${channels} channels`}, ${samples}, ${sampleRate} Hz`;
}
