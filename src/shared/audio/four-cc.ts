/** The four-character code at `offset`, one character per byte, or '' where there are no four bytes. */
export function readFourCc(view: DataView, offset: number): string {
  if (offset < 0 || offset + 4 > view.byteLength) return '';
  let code = '';
  for (let i = 0; i < 4; i++) code += String.fromCharCode(view.getUint8(offset + i));
  return code;
}

/** Writes a four-character code of ASCII characters at `offset`. */
export function writeFourCc(view: DataView, offset: number, code: string): void {
  for (let i = 0; i < 4; i++) view.setUint8(offset + i, code.charCodeAt(i));
}
