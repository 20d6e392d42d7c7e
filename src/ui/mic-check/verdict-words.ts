import type { Verdict } from '../../engine/check/verdict.ts';

/** A verdict in words, and whether something is to be mended. */
export const VERDICTS: Readonly<Record<Verdict, { readonly text: string; readonly good: boolean }>> = {
  good: { text: 'Good level', good: true },
  quiet: { text: 'Too quiet: turn the input up', good: false },
  clips: { text: 'Too loud: it clips', good: false },
  'left-only': { text: 'Only the left channel carries sound', good: false },
  'right-only': { text: 'Only the right channel carries sound', good: false },
  processed: { text: 'The browser processes this input', good: false },
  nothing: { text: 'Nothing is heard', good: false },
};
