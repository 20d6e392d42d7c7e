import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { precompress } from './precompress.mjs';
import { contentSecurityPolicy, headersFile, siteHeaders } from './serve/headers.mjs';

/**
 * Headers for Vite's development server: those of the site, isolation included, with the policy opened for what
 * Vite's client does there and the built app never does. It puts CSS into `<style>` elements, it is told of changes
 * through a WebSocket, and it waits for a restarted server in a worker made from a blob.
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
 * After a build: writes `_headers` for static hosts into the output, then compresses the output.
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
    // Not in writeBundle: files may still be copied or written there by others.
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
