import type { FfmpegCore } from './ffmpeg-core.ts';

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
  core.on('state', ({ kind }) => {
    if (kind !== 'ready') return;
    void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage('encoder-loaded'));
  });
}
