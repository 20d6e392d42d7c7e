export interface ReadmeOutcome {
  readonly name: string;
  readonly file: File;
}

declare global {
  /** What the README's lines made, once they are through. */
  var readme: ReadmeOutcome | undefined;
}
