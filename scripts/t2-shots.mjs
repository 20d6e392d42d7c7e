import { runTypeScript } from '../bench/run-typescript.mjs';
import { isMain } from './lib/is-main.mjs';

/**
 * Takes pictures of every screen of the built app: `node scripts/t2-shots.mjs [folder]`, by default
 * docs/t2-shots. Build the app first.
 */
if (isMain(import.meta.url)) process.exitCode = await runTypeScript('t2-shots.ts', process.argv.slice(2));
