import { expect, test } from 'vitest';
import { headersFile, siteHeaders } from '../../scripts/serve/headers.mjs';
import { devHeaders } from '../../scripts/vite-site-plugin.mjs';

/** Parses the file as a static host does: the headers of each block. */
function parse(file: string): Record<string, Record<string, string>> {
  const blocks = file.trimEnd().split('\n\n');
  return Object.fromEntries(
    blocks.map((block) => {
      const [pattern = '', ...lines] = block.split('\n');
      const headers = lines.map((line) => /^ {2}([\w-]+): (.+)$/.exec(line)?.slice(1, 3) ?? ['', line]);
      return [pattern, Object.fromEntries(headers) as Record<string, string>];
    }),
  );
}

test('the _headers file says what the server says', () => {
  expect(parse(headersFile())).toEqual({
    '/*': siteHeaders(),
    '/assets/*': { 'Cache-Control': 'public, max-age=31536000, immutable' },
  });
});

test('the policy allows neither inline code nor eval nor another origin', () => {
  const policy = siteHeaders()['Content-Security-Policy'] ?? '';
  expect(policy).toContain("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'");
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);
});

test('only the microphone is granted of the devices', () => {
  const policy = siteHeaders()['Permissions-Policy']?.split(', ');
  expect(policy).toContain('microphone=(self)');
  expect(policy).toContain('camera=()');
  expect(policy).toContain('geolocation=()');
});

test('development is isolated too, and differs in the policy alone', () => {
  const { 'Content-Security-Policy': policy, ...rest } = devHeaders;
  expect(siteHeaders()).toMatchObject(rest);
  expect(policy).not.toBe(siteHeaders()['Content-Security-Policy']);
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
});
