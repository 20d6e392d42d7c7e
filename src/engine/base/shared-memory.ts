/** Whether threads can share memory. If not, frames and progress are sent as messages. */
export function sharesMemory(): boolean {
  return isIsolated() && typeof SharedArrayBuffer === 'function';
}

/** Whether the page is cross-origin isolated, which shared memory requires. */
export function isIsolated(): boolean {
  return globalThis.crossOriginIsolated === true;
}
