/** A take that is being encoded after its recording. */
export interface Encoding {
  readonly name: string;
  /** 0 to 1 */
  readonly fraction: number;
  /** Gives the encoded file up and keeps the WAV; undefined for a take that ended by itself. */
  readonly cancel: (() => void) | undefined;
}
