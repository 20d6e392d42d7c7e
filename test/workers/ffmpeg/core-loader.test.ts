import { afterEach, expect, test, vi } from 'vitest';
import type { CoreFiles } from '../../../src/shared/encode/core-loader-api.ts';
import { CoreLoader } from '../../../src/workers/ffmpeg/core-loader.ts';

afterEach(() => vi.unstubAllGlobals());

/** The smallest module that compiles. */
const CORE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

async function filesOf(bytes: Uint8Array<ArrayBuffer>): Promise<CoreFiles> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return {
    scriptUrl: 'https://a/core.js',
    wasmUrl: 'https://a/core-old.wasm',
    wasmSha256: Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''),
    wasmBytes: bytes.length,
  };
}

/** @param head what the server answers; the service worker passes on only GET */
function serve(get: () => Response, head: () => Response): void {
  vi.stubGlobal('fetch', async (_: string, { method = 'GET' } = {}) => (method === 'HEAD' ? head() : get()));
}

const missing = () => new Response('Not found', { status: 404 });

test('a core that the service worker has kept is used, though the server no longer has it', async () => {
  serve(() => new Response(CORE), missing);
  const progress: number[] = [];
  const loaded = await new CoreLoader().load(await filesOf(CORE), ({ receivedBytes }) =>
    progress.push(receivedBytes),
  );
  expect(loaded.compiled).toBeInstanceOf(WebAssembly.Module);
  expect(progress.at(-1)).toBe(CORE.length);
});

test('an error page in the place of the core is told as a core that is missing, other bytes as a damaged one', async () => {
  const files = await filesOf(CORE);
  serve(missing, missing);
  await expect(new CoreLoader().load(files, () => {})).rejects.toMatchObject({ code: 'core-missing' });
  const other = () => new Response(new Uint8Array([1, 2, 3]));
  serve(other, other);
  await expect(new CoreLoader().load(files, () => {})).rejects.toMatchObject({ code: 'core-corrupt' });
});

test('the right core that the page’s content security policy forbids to compile is not told as damaged', async () => {
  serve(
    () => new Response(CORE),
    () => new Response(CORE),
  );
  vi.spyOn(WebAssembly, 'compile').mockRejectedValue(
    new WebAssembly.CompileError('Refused to compile: violates the Content Security Policy'),
  );
  await expect(new CoreLoader().load(await filesOf(CORE), () => {})).rejects.toMatchObject({
    code: 'core-missing',
    detail: expect.stringContaining('Content Security Policy') as string,
  });
  vi.restoreAllMocks();
});
