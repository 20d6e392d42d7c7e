import type { Take } from '../../engine/takes/take.ts';

interface Opened {
  readonly take: Take;
  /** Name within the take. */
  readonly file: string;
  /** Whether it is the recording without its edits. */
  readonly original: boolean;
}

/** What the page's one player does. */
export type PlayerState =
  | { readonly kind: 'closed' }
  /** The file is being opened. Once it is open it plays, or stands paused. */
  | ({ readonly kind: 'loading'; readonly paused: boolean } & Opened)
  | ({ readonly kind: 'playing' } & Opened)
  | ({ readonly kind: 'paused' } & Opened);

export interface PlayOptions {
  /** Name of a file of the take. Default: the file that is open if it is this take's, or else its first. */
  readonly file?: string | undefined;
  /** Seconds from the start. Default: where it stands if the file is open already, or else 0. */
  readonly from?: number;
  /** Pauses at this second. Default: it plays to the end. */
  readonly until?: number;
  /** Opens the file without playing it. */
  readonly paused?: boolean;
  /** Opens the file again: its sound has changed. */
  readonly anew?: boolean;
  /** Plays the recording without its edits. */
  readonly original?: boolean;
}
