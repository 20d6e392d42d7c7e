import { mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { request, type IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, onTestFinished, test } from 'vitest';
import { serverOptions, startServer } from '../../scripts/serve.mjs';
import { siteHeaders } from '../../scripts/serve/headers.mjs';
import { tempFolder } from './temp-folder.ts';

const PAGE = '<!doctype html><title>Capstan</title>';
const SCRIPT = 'export const answer = 42;\n'.repeat(100);
const WASM = Buffer.concat([Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]), Buffer.alloc(4096)]);

async function site() {
  return tempFolder({
    'dist/index.html': PAGE,
    'dist/assets/app-1a2b.js': SCRIPT,
    'dist/assets/app-1a2b.js.br': brotliCompressSync(SCRIPT),
    'dist/assets/app-1a2b.js.gz': gzipSync(SCRIPT),
    'dist/assets/core-3c4d.wasm': WASM,
    'dist/assets/core-3c4d.wasm.br': brotliCompressSync(WASM),
    'dist/take.wav': 'RIFF',
    'secret.txt': 'not of the site',
  });
}

async function serve(options: { isolation?: boolean; root?: string } = {}) {
  const root = options.root ?? join(await site(), 'dist');
  const server = await startServer({ port: 0, ...options, root });
  onTestFinished(() => server.close());
  return server;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends the path unchanged: fetch() would normalise it and decode the answer. */
function send(
  url: string,
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const outgoing = request({ hostname, port, path, method, headers, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', reject);
      incoming.on('end', () => {
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks),
        });
      });
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}

const lowerCase = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

describe('headers', () => {
  test.each([
    ['a page', '/', 200, 'text/html; charset=utf-8'],
    ['a script', '/assets/app-1a2b.js', 200, 'text/javascript; charset=utf-8'],
    ['wasm', '/assets/core-3c4d.wasm', 200, 'application/wasm'],
    ['sound', '/take.wav', 200, 'audio/wav'],
    ['what is not there', '/nowhere', 404, 'text/plain; charset=utf-8'],
    ['what is malformed', '/%zz', 400, 'text/plain; charset=utf-8'],
  ])('%s has those of the site', async (_, path, status, type) => {
    const { url } = await serve();
    const answer = await send(url, path);
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject(lowerCase(siteHeaders()));
    expect(answer.headers['content-type']).toBe(type);
  });

  test('isolate the page', async () => {
    const { url } = await serve();
    expect((await send(url, '/')).headers).toMatchObject({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
  });

  test('without isolation lack COOP and COEP and nothing else', async () => {
    const { url } = await serve({ isolation: false });
    const { headers } = await send(url, '/');
    expect(headers).not.toHaveProperty('cross-origin-opener-policy');
    expect(headers).not.toHaveProperty('cross-origin-embedder-policy');
    expect(headers).toMatchObject(lowerCase(siteHeaders({ isolation: false })));
    expect(Object.keys(siteHeaders())).toHaveLength(
      Object.keys(siteHeaders({ isolation: false })).length + 2,
    );
  });

  test('keep hashed files for ever and ask again for the rest', async () => {
    const { url } = await serve();
    expect((await send(url, '/assets/app-1a2b.js')).headers['cache-control']).toBe(
      'public, max-age=31536000, immutable',
    );
    expect((await send(url, '/')).headers['cache-control']).toBe('no-cache');
    expect((await send(url, '/assets/missing.js')).headers['cache-control']).toBe('no-cache');
  });
});

describe('addresses', () => {
  test.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
  ])('does not climb out by %s', async (path) => {
    const { url } = await serve();
    const { status, body } = await send(url, path);
    expect(status).toBe(400);
    expect(body.toString()).not.toContain('not of the site');
  });

  test('refuses a null byte', async () => {
    const { url } = await serve();
    expect((await send(url, '/index.html%00.js')).status).toBe(400);
  });

  test('does not follow a symbolic link out of its folder', async () => {
    const root = await site();
    await symlink(join(root, 'secret.txt'), join(root, 'dist/link.txt'));
    const { url } = await serve({ root: join(root, 'dist') });
    expect((await send(url, '/link.txt')).status).toBe(404);
  });

  test('an unknown path and a folder are 404, not the page', async () => {
    const root = await site();
    await mkdir(join(root, 'dist/folder'));
    const { url } = await serve({ root: join(root, 'dist') });
    for (const path of ['/nowhere', '/folder', '/folder/', '/assets', '/index.html/']) {
      const { status, body } = await send(url, path);
      expect([path, status]).toEqual([path, 404]);
      expect(body.toString()).not.toContain('<title>');
    }
  });

  test('a query does not matter', async () => {
    const { url } = await serve();
    expect((await send(url, '/?lang=de')).body.toString()).toBe(PAGE);
  });
});

describe('compressed copies', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['*', 'br'],
    ['GZIP', 'gzip'],
    ['identity', undefined],
    ['br;q=0', undefined],
  ])('for %s: %s', async (accept, encoding) => {
    const { url } = await serve();
    const { headers, body } = await send(url, '/assets/app-1a2b.js', {
      headers: { 'Accept-Encoding': accept },
    });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers['vary']).toBe('Accept-Encoding');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(headers['content-length']).toBe(String(body.length));
    const decoded =
      encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body;
    expect(decoded.toString()).toBe(SCRIPT);
  });

  test('a file without them goes out as it is', async () => {
    const { url } = await serve();
    const { headers, body } = await send(url, '/', { headers: { 'Accept-Encoding': 'br, gzip' } });
    expect(headers).not.toHaveProperty('content-encoding');
    expect(headers).not.toHaveProperty('vary');
    expect(body.toString()).toBe(PAGE);
  });

  test('compressed wasm tells no length, plain wasm does', async () => {
    const { url } = await serve();
    const compressed = await send(url, '/assets/core-3c4d.wasm', { headers: { 'Accept-Encoding': 'br' } });
    expect(compressed.headers['content-type']).toBe('application/wasm');
    expect(compressed.headers['content-encoding']).toBe('br');
    expect(compressed.headers).not.toHaveProperty('content-length');
    expect(brotliDecompressSync(compressed.body).equals(WASM)).toBe(true);

    const plain = await send(url, '/assets/core-3c4d.wasm');
    expect(plain.headers['content-length']).toBe(String(WASM.length));
    expect(plain.body.equals(WASM)).toBe(true);
  });
});

describe('requests', () => {
  test('HEAD answers as GET would, without the body', async () => {
    const { url } = await serve();
    const get = await send(url, '/take.wav');
    const head = await send(url, '/take.wav', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.body).toHaveLength(0);
    expect({ ...head.headers, date: '' }).toEqual({ ...get.headers, date: '' });
  });

  test('an unchanged file is 304, each encoding for itself', async () => {
    const { url } = await serve();
    const path = '/assets/app-1a2b.js';
    const plain = (await send(url, path)).headers.etag ?? '';
    const brotli = (await send(url, path, { headers: { 'Accept-Encoding': 'br' } })).headers.etag ?? '';
    expect(brotli).not.toBe(plain);

    const again = (etag: string) => send(url, path, { headers: { 'If-None-Match': etag } });
    const unchanged = await again(`"other", W/${plain}`);
    expect(unchanged.status).toBe(304);
    expect(unchanged.body).toHaveLength(0);
    expect(unchanged.headers).toMatchObject(lowerCase(siteHeaders()));
    expect((await again(brotli)).status).toBe(200);
  });

  test('a copy that is put in place after its file is not the one that a client has', async () => {
    const root = join(await site(), 'dist');
    const { url } = await serve({ root });
    const path = '/assets/app-1a2b.js';
    const get = (etag: string) =>
      send(url, path, { headers: { 'Accept-Encoding': 'br', 'If-None-Match': etag } });
    const { etag = '' } = (await get('"none"')).headers;
    expect((await get(etag)).status).toBe(304);
    await writeFile(join(root, `${path}.br`), 'another and longer copy');
    expect((await get(etag)).status).toBe(200);
  });

  test('a file that is replaced all the time is sent whole, the old one or the new one', async () => {
    const root = join(await site(), 'dist');
    const { url } = await serve({ root });
    const builds = ['a'.repeat(70_000), 'b'.repeat(90_000)];
    const put = async (build: string) => {
      await writeFile(join(root, 'next.html'), build);
      await rename(join(root, 'next.html'), join(root, 'index.html'));
    };
    await put(builds[0]!);
    let asked = 0;
    const visitor = async () => {
      while (asked++ < 100) expect(builds).toContain((await send(url, '/')).body.toString());
    };
    const visits = Promise.all([visitor(), visitor(), visitor(), visitor()]);
    for (let turn = 1; asked < 100; turn++) await put(builds[turn % 2]!);
    await visits;
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('%s is 405', async (method) => {
    const { url } = await serve();
    const { status, headers } = await send(url, '/', { method });
    expect(status).toBe(405);
    expect(headers.allow).toBe('GET, HEAD');
    expect(headers).toMatchObject(lowerCase(siteHeaders()));
  });
});

describe('start', () => {
  test('is at localhost, and closes', async () => {
    const server = await serve();
    const { port } = new URL(server.url);
    expect(server.url).toBe(`http://localhost:${port}`);
    expect((await send(`http://127.0.0.1:${port}`, '/')).status).toBe(200);
    await server.close();
    await expect(send(`http://127.0.0.1:${port}`, '/')).rejects.toThrow('ECONNREFUSED');
  });

  // On other systems the second loopback address is not set up.
  test.runIf(process.platform === 'linux')('cannot be reached by other addresses', async () => {
    const { port } = new URL((await serve()).url);
    await expect(send(`http://127.0.0.2:${port}`, '/')).rejects.toThrow('ECONNREFUSED');
  });

  test('says to set PORT if the port is taken', async () => {
    const { url } = await serve();
    const port = Number(new URL(url).port);
    await expect(startServer({ root: import.meta.dirname, port })).rejects.toThrow(
      /^Port \d+ is taken\. Set PORT /,
    );
  });

  test('says to build if there is nothing to serve', async () => {
    await expect(startServer({ root: 'no-such-folder', port: 0 })).rejects.toThrow(/Run: npm run build$/);
  });

  test('takes its options from the command line, then from PORT', () => {
    const defaults = { root: 'dist', port: 4173, host: 'localhost', isolation: true };
    expect(serverOptions([], {})).toEqual(defaults);
    expect(serverOptions([], { PORT: '8080' })).toEqual({ ...defaults, port: 8080 });
    expect(serverOptions(['--port', '9000', '--no-isolation'], { PORT: '8080' })).toEqual({
      ...defaults,
      port: 9000,
      isolation: false,
    });
    expect(() => serverOptions(['--port', 'eighty'], {})).toThrow('whole number');
  });
});
