export interface ReadmeOutcome {
  readonly name: string;
  readonly file: File;
}

declare global {
  /** The result of the README's example, once it has finished. */
  var readme: ReadmeOutcome | undefined;
}
