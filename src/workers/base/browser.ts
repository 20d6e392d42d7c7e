/** Firefox fills what a buffer of the microphone lacks with zeros, so these have any length. Nothing else shows it. */
export function insertsUnevenly(): boolean {
  return /Firefox\//.test(globalThis.navigator?.userAgent ?? '');
}
