import type { Capabilities } from '../../engine/base/capabilities.ts';
import type { NoticesModel } from './notices-model.ts';

/**
 * Without shared memory everything works, except that encoders cannot follow a recording. Reports this once, with what
 * would help.
 */
export function adviseSharing(
  notices: NoticesModel,
  { sharedMemory, isolated }: Pick<Capabilities, 'sharedMemory' | 'isolated'>,
): void {
  if (sharedMemory) return;
  notices.inform(
    'sharing',
    'Takes are encoded when you press Stop',
    isolated
      ? 'This browser lets a page’s threads share no memory. Recording is as exact without; only encoding waits for Stop.'
      : 'The server does not isolate this page, so its threads share no memory. Recording is as exact without; only encoding waits for Stop.',
    ...(isolated
      ? []
      : [
          'To encode while you record, serve the page with the headers Cross-Origin-Opener-Policy: same-origin and Cross-Origin-Embedder-Policy: require-corp; the _headers file of the build has them.',
        ]),
  );
}
