import { readdirSync } from 'node:fs';
import type { Request, Response } from 'playwright';
import { expect, test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { PROGRAMME, signalFile } from '../support/signals/signals.ts';
import { openStudio } from '../support/browser/studio.ts';

declare global {
  interface Window {
    violations: string[];
  }
}

const ISOLATION = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
};

/** What every response's policy must contain, and what it must not contain. */
const POLICY = ["default-src 'none'", "connect-src 'self'", "worker-src 'self'"];
const HOLES = /unsafe-inline|'unsafe-eval'|https?:|\*/;

const CORE = /ffmpeg-core-[^/]*\.wasm$/;

test('from load to conversion no request leaves the origin, and no policy is broken', async () => {
  const mic = await signalFile(PROGRAMME.music);
  const studio = await openStudio({ micFile: mic.path, keptForOffline: true });
  try {
    const requests: string[] = [];
    /** The page's downloads of the core; the service worker keeps it for itself. */
    const cores: string[] = [];
    const headers = new Map<string, Promise<Record<string, string>>>();
    const noteRequest = (request: Request) => {
      requests.push(request.url());
      const download = request.method() === 'GET' && request.serviceWorker() === null;
      if (download && CORE.test(request.url())) cores.push(request.url());
    };
    const noteResponse = (response: Response) => headers.set(response.url(), response.allHeaders());
    studio.context.on('request', noteRequest).on('response', noteResponse);
    await studio.page.addInitScript(() => {
      window.violations = [];
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
        window.violations.push(`${violatedDirective} ${blockedURI}`),
      );
    });

    const app = await App.open(studio);
    await app.encoderReady();
    await app.choose('Opus');
    await app.record('Private');
    await app.untilElapsed(1.5);
    await app.stop('Private');
    const take = app.take('Private');
    await take.getByRole('button', { name: /^Play / }).click();
    const dialog = await app.exportTake(take);
    await dialog.getByRole('button', { name: 'Convert', exact: true }).click();
    await dialog.getByRole('button', { name: 'Start converting' }).click();
    await expect(dialog.getByRole('combobox', { name: 'File' })).toContainText('MP3');
    await app.button('Close').click();
    await app.openFile(mic.path);
    await app.button('Start converting').click();
    await expect(app.takes).toHaveCount(2, { timeout: 30_000 });

    const own = requests.filter((url) => !url.startsWith('blob:'));
    expect(own.filter((url) => new URL(url).origin !== studio.url)).toEqual([]);
    expect(cores, 'one download for encoding, converting and probing').toHaveLength(1);
    expect(await studio.page.evaluate(() => window.violations)).toEqual([]);
    // Violations in a worker are printed as errors too.
    expect(studio.problems).toEqual([]);

    const kinds = {
      page: /\/$/,
      'journal worker': /journal\.worker-[^/]*\.js$/,
      'encoder worker': /encoder\.worker-[^/]*\.js$/,
      'core loader': /core-loader\.worker-[^/]*\.js$/,
      core: CORE,
      kernels: /kernels-[^/]*\.wasm$/,
    };
    for (const [kind, pattern] of Object.entries(kinds)) {
      const url = [...headers.keys()].find((candidate) => pattern.test(candidate));
      expect(url, `${kind} was fetched`).toBeDefined();
      expectGuarded(kind, (await headers.get(url!))!);
    }
    // The browser does not report that it fetches a worklet.
    const worklet = readdirSync('dist/assets').find((file) => /^capture\.worklet-.*\.js$/.test(file))!;
    expectGuarded('worklet', (await studio.page.request.get(`${studio.url}/assets/${worklet}`)).headers());
    studio.context.off('request', noteRequest).off('response', noteResponse);
  } finally {
    await studio.close();
  }
});

function expectGuarded(kind: string, found: Record<string, string>): void {
  expect(found, kind).toMatchObject(ISOLATION);
  const policy = found['content-security-policy'] ?? '';
  for (const part of POLICY) expect(policy, kind).toContain(part);
  expect(policy, kind).not.toMatch(HOLES);
  expect(found['permissions-policy'], kind).toContain('microphone=(self)');
  expect(found['permissions-policy'], kind).toContain('camera=()');
  expect(found['x-content-type-options'], kind).toBe('nosniff');
}
