import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { JOURNAL_NAME } from '../../shared/take/take-events.ts';

/** Whether the take has its recording, whose frames its waveform shows. */
export function hasJournal({ spec, files }: Pick<Take, 'spec' | 'files'>): boolean {
  return spec.source === 'microphone' && files.some(({ file }) => file === JOURNAL_NAME);
}

/**
 * The file of a take that is played on its page: the recording itself, whose frames are those of the waveform, or else
 * an encoded file. Undefined if it has none.
 */
export function playableFile({ files }: Pick<Take, 'files'>): TakeFile | undefined {
  return files.find(({ file }) => file === JOURNAL_NAME) ?? files[0];
}

/** Frames of a take as its waveform shows them. A converted file has no journal that counts them. */
export function framesOf({ frames, durationSeconds, spec }: Take): number {
  return frames > 0 ? frames : Math.round(durationSeconds * spec.sampleRate);
}
