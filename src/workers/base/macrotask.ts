/**
 * Creates a function that waits for one turn of the worker's event loop, in which queued calls are answered. Unlike
 * timers, a message to oneself is not throttled or rounded up.
 */
export function createMacrotask(): () => Promise<void> {
  const channel = new MessageChannel();
  let resume: () => void = () => {};
  channel.port1.onmessage = () => resume();
  return () =>
    new Promise((resolve) => {
      resume = resolve;
      channel.port2.postMessage(0);
    });
}
