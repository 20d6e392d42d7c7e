import { runTypeScript } from '../bench/run-typescript.mjs';
import { isMain } from './lib/is-main.mjs';

/**
 * Takes pictures of every screen of the built app, or of those that are named: `node scripts/screenshots.mjs [folder]
 * [screen…]`, by default into docs/screenshots. Build the app first.
 */
if (isMain(import.meta.url)) process.exitCode = await runTypeScript('screenshots.ts', process.argv.slice(2));
