import type { Capabilities } from '../../engine/base/capabilities.ts';
import * as words from '../words/later/source-notices.ts';
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
    words.encodedAtStop,
    isolated ? words.browserSharesNothing : words.pageNotIsolated,
    ...(isolated ? [] : [words.howToIsolate]),
  );
}
