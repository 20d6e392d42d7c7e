/** A file of the build: its path from the page's folder, and the digest its content must have (`sha256-…`). */
export type SiteFile = readonly [path: string, integrity: string];

export interface SiteList {
  /** Identifies the build. */
  readonly version: string;
  /** What the page needs to start and to record. */
  readonly start: readonly SiteFile[];
  /** The encoder's files; cached once the page has loaded the encoder. */
  readonly later: readonly SiteFile[];
}
