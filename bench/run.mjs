import { runTypeScript } from './run-typescript.mjs';

process.exitCode = await runTypeScript('bench.ts', process.argv.slice(2));
