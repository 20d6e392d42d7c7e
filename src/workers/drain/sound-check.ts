import type { SignalWarning } from '../../shared/journal/journal-notices.ts';

/** A converter that picks up anything at all has more noise than this: -80 dBFS. */
const SILENT_PEAK = 1e-4;
/** Speech near a microphone is louder than this within seconds: -50 dBFS. */
const FAINT_PEAK = 10 ** (-50 / 20);
const SILENT_SECONDS = 5;
const FAINT_SECONDS = 10;

/** Judges the first seconds of a take, so that a wrong input or a dead cable is reported before the hour is over. */
export class SoundCheck {
  readonly #sampleRate: number;
  #silenceJudged = false;
  #faintnessJudged = false;

  constructor(sampleRate: number) {
    this.#sampleRate = sampleRate;
  }

  /**
   * @param frames measured so far
   * @param loudest highest absolute sample of each channel in them
   */
  check(frames: number, loudest: ArrayLike<number>): SignalWarning | undefined {
    if (!this.#silenceJudged && frames >= SILENT_SECONDS * this.#sampleRate) {
      this.#silenceJudged = true;
      const channels = Array.from(loudest).flatMap((peak, channel) => (peak < SILENT_PEAK ? [channel] : []));
      if (channels.length > 0) return { kind: 'silent', channels, all: channels.length === loudest.length };
    }
    if (!this.#faintnessJudged && frames >= FAINT_SECONDS * this.#sampleRate) {
      this.#faintnessJudged = true;
      const peak = Math.max(...Array.from(loudest));
      if (peak >= SILENT_PEAK && peak < FAINT_PEAK) return { kind: 'faint', peak };
    }
    return undefined;
  }
}
