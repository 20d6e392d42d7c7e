import { runTypeScript } from '../bench/run-typescript.mjs';

process.exitCode = await runTypeScript('../scripts/salvage/main.ts', process.argv.slice(2));
