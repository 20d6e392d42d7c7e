/** Whether threads can share memory. Where they cannot, frames and progress go by message. */
export function sharesMemory(): boolean {
  return isIsolated() && typeof SharedArrayBuffer === 'function';
}

/** Whether the server isolates this page, as sharing memory asks for. */
export function isIsolated(): boolean {
  return globalThis.crossOriginIsolated === true;
}
