import { runTypeScript } from '../bench/run-typescript.mjs';
import { isMain } from './lib/is-main.mjs';

/**
 * Takes pictures of every screen of the built app: `node scripts/screenshots.mjs [folder]`, by default
 * docs/screenshots. Build the app first.
 */
if (isMain(import.meta.url)) process.exitCode = await runTypeScript('h5-shots.ts', process.argv.slice(2));
