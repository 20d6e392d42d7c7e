import type { NoticesModel } from '../notices/notices-model.ts';
import * as words from '../words/later/install.ts';
import { keepFieldInView } from './field-in-view.ts';
import { openLaunched, type LaunchQueue } from './launch-queue.ts';
import { NONE_SHARED, takeSharedFiles } from './shared-files.ts';
import { UpdateOffer } from './update-offer.ts';
import { watchUpdates } from './watch-updates.ts';

/** The parts of the app that are used here. */
export interface InstalledApp {
  readonly notices: NoticesModel;
  readonly openFiles: (files: readonly File[]) => void;
  /** Loads the code that opens files. */
  readonly loadOpening: () => Promise<unknown>;
  /** Whether a reload would end something. */
  readonly busy: () => boolean;
  /** Calls back whenever `busy` may have changed. */
  readonly onWork: (check: () => void) => void;
}

/**
 * What the page does as an installed app: it opens the files it is started with and those that another app shares, and
 * offers new versions.
 */
export function startInstalled(app: InstalledApp): void {
  const { notices, openFiles, busy } = app;
  // Here only because this is loaded in every page, and not before it stands.
  keepFieldInView();
  const { launchQueue } = window as { launchQueue?: LaunchQueue };
  if (launchQueue !== undefined)
    openLaunched(launchQueue, openFiles, (error) => notices.failWith(error, 'file-unreadable'));
  void openShared(app);
  if (!('serviceWorker' in navigator)) return;
  const offer = new UpdateOffer({ notices, busy, reload: () => location.reload() });
  app.onWork(() => offer.check());
  void watchUpdates({
    container: navigator.serviceWorker,
    document,
    busy,
    found: () => offer.found(),
  });
}

async function openShared({ notices, openFiles, loadOpening }: InstalledApp): Promise<void> {
  const failed = location.search === '?shared=failed';
  if (failed) history.replaceState(null, '', location.pathname + location.hash);
  const ready = () =>
    loadOpening().then(
      () => true,
      (error: unknown) => {
        notices.failWith(error, 'code-missing');
        return false;
      },
    );
  try {
    // There are none where the browser gives the page no storage.
    const { files, damaged } =
      'caches' in window
        ? await takeSharedFiles(caches, new URL('./', location.href).href, ready)
        : NONE_SHARED;
    if (files.length > 0) openFiles(files);
    if (!failed && !damaged) return;
  } catch {
    // Told below.
  }
  notices.alarm('shared', words.sharedFileLost, words.sharedFileLostAdvice);
}
