import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { build } from 'vite';

/**
 * Bundles the TypeScript module at `entry`, with all modules of this project that it imports, into one JavaScript
 * module for Node.
 */
export async function bundleForNode(entry: URL): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: { ssr: fileURLToPath(entry), write: false, minify: false },
    ssr: { noExternal: true },
  });
  if (!('output' in result)) throw new Error(`${entry.href} gave no bundle`);
  const [chunk] = result.output;
  return chunk.code;
}

/** Starts a bundle as a real thread with its own memory and clock. */
export function startThread(code: string, options: WorkerOptions = {}): Worker {
  return new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`), options);
}

/** Resolves with the thread's next message; rejects with the error that the thread threw. */
export function nextMessage<Message>(thread: Worker): Promise<Message> {
  return new Promise((resolve, reject) => {
    thread.once('error', reject);
    thread.once('message', resolve);
  });
}
