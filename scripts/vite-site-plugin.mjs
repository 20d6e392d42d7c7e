import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { precompress } from './precompress.mjs';
import { contentSecurityPolicy, headersFile, siteHeaders } from './serve/headers.mjs';

/**
 * Headers for Vite's development server: the site's headers, isolation included, with a content security policy that
 * also allows what Vite's client does and the built app never does. The client puts CSS into `<style>` elements,
 * receives changes through a WebSocket, and waits for a restarted server in a worker made from a blob.
 *
 * @type {Record<string, string>}
 */
export const devHeaders = {
  ...siteHeaders(),
  'Content-Security-Policy': contentSecurityPolicy({
    'style-src': "'self' 'unsafe-inline'",
    'connect-src': "'self' ws:",
    'worker-src': "'self' blob:",
  }),
};

/**
 * After a build, writes `_headers` for static hosts into the output and then compresses the output.
 *
 * @returns {import('vite').Plugin}
 */
export function siteFiles() {
  /** @type {string | undefined} */
  let outDir;
  return {
    name: 'capstan-site-files',
    apply: 'build',
    enforce: 'post',
    writeBundle(options) {
      outDir = options.dir;
    },
    // Not in writeBundle: other plugins may still copy or write files then.
    closeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        if (outDir === undefined) return; // the build failed and wrote nothing
        await writeFile(join(outDir, '_headers'), headersFile());
        await precompress(outDir);
      },
    },
  };
}
