/** Sends a worker one message and waits for its one answer. */
export function askWorker<Answer>(worker: Worker, message: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Answer>) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message || 'the worker did not load'));
    worker.onmessageerror = () => reject(new Error('the answer could not be read'));
    worker.addEventListener('unhandledrejection', () => reject(new Error('the worker failed')));
    worker.postMessage(message);
  });
}
