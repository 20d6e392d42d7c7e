/** A page that stays open looks for a new version this often, when the person comes back to it. */
const LOOK_INTERVAL_MS = 3_600_000;

export interface UpdateWatch {
  /** The service worker's container. */
  readonly container: ServiceWorkerContainer;
  readonly document: Document;
  /** Whether the network and the disk are to be left alone now. */
  readonly busy: () => boolean;
  /** A build is ready that is not the one this page was started with. */
  readonly found: () => void;
}

/** Watches for a new build, which the service worker has then fetched whole. */
export async function watchUpdates({ container, document, busy, found }: UpdateWatch): Promise<void> {
  const registration = await container.ready;
  const judge = async (worker: ServiceWorker | null) => {
    if (worker !== null && !(await isOfBuild(worker, filesOf(document)))) found();
  };
  const follow = (worker: ServiceWorker | null) =>
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') void judge(worker);
    });
  follow(registration.installing);
  void judge(registration.waiting);
  registration.addEventListener('updatefound', () => follow(registration.installing));
  let lookedMs = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || busy()) return;
    if (Date.now() - lookedMs < LOOK_INTERVAL_MS) return;
    lookedMs = Date.now();
    // Without a network there is nothing to find.
    registration.update().catch(() => {});
  });
}

/** The scripts and styles that the page was started with. Their names change with their content. */
function filesOf(document: Document): string[] {
  const scripts = [...document.querySelectorAll<HTMLScriptElement>('script[src]')].map(({ src }) => src);
  const styles = [...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')];
  return [...scripts, ...styles.map(({ href }) => href)];
}

/** A page that the server sent may be newer than the worker it was started with. */
function isOfBuild(worker: ServiceWorker, files: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => {
      port1.close();
      resolve(data === true);
    };
    worker.postMessage(files, [port2]);
  });
}
