/** The encoder does not use the last one. */
const MOST_UNITS = 0xffff;
/** What FLAC is resampled to if it cannot hold the source's rate. */
const HIGH_RATE = 96_000;

/** The rate of a FLAC file: its frames hold 16 bits of a rate in Hz or in tens of Hz (RFC 9639, section 9.1.2). */
export function flacRate(sampleRate: number): number {
  const units = sampleRate % 10 === 0 ? sampleRate / 10 : sampleRate;
  return units < MOST_UNITS ? sampleRate : HIGH_RATE;
}
