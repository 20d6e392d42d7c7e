/** Reads up to `length` bytes of a file from `offset`; fewer only where it ends. */
export async function viewOf(file: Blob, offset: number, length: number): Promise<DataView> {
  return new DataView(await file.slice(offset, offset + length).arrayBuffer());
}
