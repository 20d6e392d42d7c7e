import { keepShared } from './shared-files.ts';
import { SiteCache } from './site-cache.ts';
import type { SiteList } from './site-list.ts';
import { startPage } from './start-page.ts';

declare const self: ServiceWorkerGlobalScope;
/** The build replaces this: `scripts/vite-offline-plugin.mjs`. */
declare const __SITE_LIST__: SiteList;

const PAGE = new URL('./', self.location.href).href;
const cache = new SiteCache(__SITE_LIST__, PAGE);

self.addEventListener('install', (event) => event.waitUntil(cache.keepStart()));

// Activation waits until no page of an earlier build is open, so a recording keeps the files it started with.
self.addEventListener('activate', (event) => event.waitUntil(activate()));

self.addEventListener('message', (event) => {
  const data: unknown = event.data;
  // If this fails, the next start tries again.
  if (data === 'encoder-loaded') event.waitUntil(cache.keepLater().catch(() => {}));
  // A page asks whether these files, which it was started with, are of this build.
  if (Array.isArray(data)) event.ports[0]?.postMessage(data.every((url: string) => cache.has(url)));
});

// Requests that are not answered here go to the network as if there were no service worker.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method === 'POST' && request.url === `${PAGE}share`)
    event.respondWith(keepShared(request, PAGE));
  if (request.method !== 'GET') return;
  const url = request.url.replace(/[?#].*$/, '');
  if (request.mode === 'navigate') {
    if (url === PAGE || url === `${PAGE}index.html`)
      event.respondWith(startPage(request, () => cache.find(PAGE)));
  } else if (cache.mayKeep(request.url)) {
    event.respondWith(cache.find(request.url).then((kept) => kept ?? fetch(request)));
  }
});

async function activate(): Promise<void> {
  try {
    await cache.removeOthers();
  } finally {
    await self.clients.claim();
  }
}
