import { SiteCache } from './site-cache.ts';
import type { SiteList } from './site-list.ts';
import { startPage } from './start-page.ts';

declare const self: ServiceWorkerGlobalScope;
/** Written in by the build: `scripts/vite-offline-plugin.mjs`. */
declare const __SITE_LIST__: SiteList;

const PAGE = new URL('./', self.location.href).href;
const cache = new SiteCache(__SITE_LIST__, PAGE);

self.addEventListener('install', (event) => event.waitUntil(cache.keepStart()));

// This happens only when no page of an earlier build is left: a recording keeps the files it began with.
self.addEventListener('activate', (event) =>
  event.waitUntil(cache.removeOthers().finally(() => self.clients.claim())),
);

// Not kept this time, it is tried again at the next start.
self.addEventListener('message', (event) => {
  if (event.data === 'encoder-loaded') event.waitUntil(cache.keepLater().catch(() => {}));
});

// Whatever is not answered here goes to the network as if there were no service worker.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  const url = request.url.replace(/[?#].*$/, '');
  if (request.mode === 'navigate') {
    if (url === PAGE || url === `${PAGE}index.html`)
      event.respondWith(startPage(request, () => cache.find(PAGE)));
  } else if (cache.has(request.url)) {
    event.respondWith(cache.find(request.url).then((kept) => kept ?? fetch(request)));
  }
});
