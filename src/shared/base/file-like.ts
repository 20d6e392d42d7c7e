/** A Blob, for threads whose type library does not define it. */
export interface FileLike {
  readonly size: number;
}
