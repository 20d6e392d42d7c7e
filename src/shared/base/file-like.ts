/** A Blob, for threads whose library has none. */
export interface FileLike {
  readonly size: number;
}
