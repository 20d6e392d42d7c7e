import { afterEach, expect, test, vi } from 'vitest';
import { FfmpegCore } from '../../../src/engine/encode/ffmpeg-core.ts';
import { keepForOfflineStart } from '../../../src/engine/storage/offline-start.ts';

afterEach(() => vi.unstubAllGlobals());

/** A core that loads when the test says so. */
class Core extends FfmpegCore {
  loaded(): void {
    this.emit('state', { kind: 'ready' });
  }
}

class Registration extends EventTarget {
  readonly heard: string[] = [];
  installing: { postMessage(): void } | undefined;
  waiting: { postMessage(): void } | undefined;
  active = this.worker('old');

  worker(name: string) {
    return { postMessage: () => void this.heard.push(name) };
  }
}

function pageWith(registration: Registration): Core {
  const register = () => Promise.resolve();
  vi.stubGlobal('navigator', { serviceWorker: { ready: Promise.resolve(registration), register } });
  vi.stubGlobal('crossOriginIsolated', true);
  vi.stubGlobal('document', { readyState: 'complete' });
  const core = new Core({ scriptUrl: '', wasmUrl: '', wasmBytes: 0 } as never);
  keepForOfflineStart(core, 'service-worker.js');
  return core;
}

const settled = () => new Promise((resolve) => setTimeout(resolve));

test('after an update the new service worker, which waits, hears that the encoder was loaded', async () => {
  const registration = new Registration();
  registration.waiting = registration.worker('new');
  pageWith(registration).loaded();
  await settled();
  expect(registration.heard).toContain('new');
});

test('so does one that is found only then', async () => {
  const registration = new Registration();
  pageWith(registration).loaded();
  await settled();
  registration.installing = registration.worker('new');
  registration.dispatchEvent(new Event('updatefound'));
  expect(registration.heard).toEqual(['old', 'new']);
});
