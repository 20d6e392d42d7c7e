import type { FfmpegCore } from '../encode/ffmpeg-core.ts';

const LOADED = 'encoder-loaded';

/**
 * Has a service worker keep the page, and the encoder once it was loaded, for starts without a network. Nothing here
 * keeps a start or a recording waiting, and nothing depends on it.
 */
export function keepForOfflineStart(core: FfmpegCore, scriptUrl: string): void {
  // What a server sends that does not isolate the page is no use to keep.
  if (!('serviceWorker' in navigator) || !crossOriginIsolated) return;
  const register = (): void => {
    // Refused where site data is blocked.
    navigator.serviceWorker.register(scriptUrl).catch(() => {});
  };
  if (document.readyState === 'complete') register();
  else addEventListener('load', register, { once: true });
  let watched = false;
  core.on('state', ({ kind }) => {
    if (kind !== 'ready') return;
    void navigator.serviceWorker.ready.then((registration) => {
      // After an update the next start is the newer worker's, which waits, or is only about to be found.
      tell(registration);
      if (watched) return;
      watched = true;
      registration.addEventListener('updatefound', () => registration.installing?.postMessage(LOADED));
    });
  });
}

/** Each keeps the encoder of its own build. */
function tell({ installing, waiting, active }: ServiceWorkerRegistration): void {
  for (const worker of [installing, waiting, active]) worker?.postMessage(LOADED);
}
