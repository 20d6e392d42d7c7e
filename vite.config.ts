import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig, type PluginOption } from 'vite';
import wasm from 'vite-plugin-wasm';
import { appChunks, journalChunk, pageChunks } from './scripts/vite-chunks.mjs';
import { noCircles } from './scripts/vite-circles-plugin.mjs';
import { offlineStart, SERVICE_WORKER } from './scripts/vite-offline-plugin.mjs';
import { devHeaders, siteFiles } from './scripts/vite-site-plugin.mjs';
import { bareImportsOnly } from './scripts/vite-imports-plugin.mjs';
import { readmeExample } from './scripts/vite-readme-plugin.mjs';
import { shorterScripts } from './scripts/vite-terser-plugin.mjs';
import { shortTemplates } from './scripts/vite-templates-plugin.mjs';

/** The package types its export as `any`. */
const wasmModules = wasm as () => PluginOption;

const require = createRequire(import.meta.url);
const core = readFileSync(join(dirname(require.resolve('@capstan/core')), 'ffmpeg-core.wasm'));
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/**
 * Replaces the helper of about a kilobyte that Vite adds to every `import()` to preload what the imported file imports.
 * Here that is mostly the entry, which is already loaded.
 */
const plainImports: PluginOption = {
  name: 'plain-imports',
  enforce: 'pre',
  load: (id) =>
    id === '\0vite/preload-helper.js' ? 'export const __vitePreload = (load) => load();' : undefined,
};

/** What each mode builds: the pages, and the output folder. */
const SITES: Readonly<Record<string, { outDir: string; input: string[] }>> = {
  app: { outDir: 'dist', input: ['index.html', 'src/service-worker/service-worker.ts'] },
  lab: {
    outDir: 'dist-lab',
    input: [
      'index.html',
      'e2e/lab/index.html',
      'e2e/lab/readme.html',
      'e2e/lab/waveform.html',
      'bench/page/index.html',
    ],
  },
  example: { outDir: 'dist-example', input: ['examples/voice-note/index.html'] },
};

/** A mode that is not known would build the app in place of the page that was meant. */
function siteOf(mode: string): (typeof SITES)[string] {
  const site = SITES[mode === 'production' || mode === 'development' ? 'app' : mode];
  if (site !== undefined) return site;
  throw new Error(
    `SITES in vite.config.ts has no ${mode}: add your page, or use ${Object.keys(SITES).join(', ')}`,
  );
}

/**
 * `vite build` makes the app in `dist`. `vite build --mode lab` makes `dist-lab`: the app and the pages through which
 * tests and benches drive the engine. `vite build --mode example` makes `dist-example`: a page that records with the
 * engine alone.
 */
export default defineConfig(({ command, mode }) => {
  const site = siteOf(mode);
  const isApp = site === SITES['app'];
  return {
    base: './',
    plugins: [
      wasmModules(),
      ...(isApp ? [offlineStart()] : []),
      siteFiles(),
      readmeExample(),
      plainImports,
      shortTemplates(),
      noCircles(),
      ...(isApp ? [shorterScripts(), bareImportsOnly()] : []),
    ],
    worker: {
      format: 'es',
      plugins: () => [wasmModules(), ...(isApp ? [shorterScripts()] : [])],
      rolldownOptions: {
        output: { codeSplitting: { groups: [{ name: journalChunk, debugName: 'journal' }] } },
      },
    },
    define: {
      __CORE_SHA256__: JSON.stringify(createHash('sha256').update(core).digest('hex')),
      __CORE_BYTES__: core.length,
      __APP_VERSION__: JSON.stringify(version),
      __SERVICE_WORKER__: JSON.stringify(command === 'build' && isApp ? SERVICE_WORKER : ''),
    },
    optimizeDeps: { exclude: ['@capstan/core', '@ffmpeg/ffmpeg'] },
    build: {
      target: 'esnext',
      outDir: site.outDir,
      // The content security policy would have to allow data: URLs.
      assetsInlineLimit: 0,
      modulePreload: {
        polyfill: false,
        // `plainImports` preloads nothing, so scripts need no list of what they import.
        resolveDependencies: (_, files, { hostType }) => (hostType === 'html' ? files : []),
      },
      reportCompressedSize: false,
      rolldownOptions: {
        input: site.input,
        output: {
          // The parts are those of the app. Another page has its own.
          codeSplitting: mode === 'example' ? true : { groups: isApp ? appChunks : pageChunks },
          // A service worker's URL must stay the same from build to build.
          entryFileNames: ({ name }) =>
            name === 'service-worker' ? SERVICE_WORKER : 'assets/[name]-[hash].js',
        },
      },
    },
    server: { headers: devHeaders },
  };
});
