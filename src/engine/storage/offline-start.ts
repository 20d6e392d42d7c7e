import type { FfmpegCore } from '../encode/ffmpeg-core.ts';

const LOADED = 'encoder-loaded';

/**
 * Makes a service worker cache the page, and the encoder once it was loaded, for starts without a network. It delays no
 * start and no recording, and nothing depends on it.
 */
export function keepForOfflineStart(core: FfmpegCore, scriptUrl: string): void {
  // A page that its server does not isolate is not worth caching.
  if (!('serviceWorker' in navigator) || !crossOriginIsolated) return;
  const register = (): void => {
    // The browser refuses if site data is blocked.
    navigator.serviceWorker.register(scriptUrl).catch(() => {});
  };
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
  let watched = false;
  core.on('state', ({ kind }) => {
    if (kind !== 'ready') return;
    void navigator.serviceWorker.ready.then((registration) => {
      // After an update, a newer worker serves the next start. It is waiting now, or has yet to be found.
      tell(registration);
      if (watched) return;
      watched = true;
      registration.addEventListener('updatefound', () => registration.installing?.postMessage(LOADED));
    });
  });
}

/** Tells each worker that the encoder was loaded: each caches the encoder of its own build. */
function tell({ installing, waiting, active }: ServiceWorkerRegistration): void {
  for (const worker of [installing, waiting, active]) worker?.postMessage(LOADED);
}
