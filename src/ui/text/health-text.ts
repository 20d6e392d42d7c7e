import * as words from '../words/sound.ts';
import { spanText } from './time-text.ts';

/** What a take's health depends on: what is missing, in seconds, and how many places are in doubt. */
export interface HealthFigures {
  readonly lostSeconds: number;
  readonly silences: number;
  readonly late: number;
}

/** How loudly a take's health is told. Only what is missing has the colour of recording. */
export type HealthTone = 'good' | 'soft' | 'lost';

/** `1.2 s missing`, `3 silences to check`, `2 places to check` or `No audio lost`. */
export function healthText({ lostSeconds, silences, late }: HealthFigures): string {
  if (lostSeconds > 0) return words.missing(spanText(lostSeconds));
  if (late > 0) return words.placesToCheck(silences + late);
  if (silences > 0) return words.silencesToCheck(silences);
  return words.noAudioLost;
}

export function healthTone({ lostSeconds, silences, late }: HealthFigures): HealthTone {
  if (lostSeconds > 0) return 'lost';
  return silences + late > 0 ? 'soft' : 'good';
}
