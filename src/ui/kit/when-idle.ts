/**
 * Runs `work` when the browser is idle, or after 3 s at the latest. Without requestIdleCallback it runs after 0.5 s.
 */
export function whenIdle(work: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: 3000 });
  else setTimeout(work, 500);
}
