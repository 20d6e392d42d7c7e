import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkImportLaw } from '../../scripts/check-import-law.mjs';
import { tempFolder } from './temp-folder.ts';

type Tree = Readonly<Record<string, string>>;

interface Rule {
  readonly name: string;
  readonly kept: Tree;
  readonly broken: Tree;
  readonly violations: readonly string[];
}

const THING = 'export const thing = 1;\n';
const importThing = (from: string) => `import { thing } from '${from}';\nexport const own = thing;\n`;

const filesIn = (folder: string, count: number): Tree =>
  Object.fromEntries(Array.from({ length: count }, (_, nth) => [`${folder}/file${nth}.ts`, THING]));

const RULES: readonly Rule[] = [
  {
    name: 'shared imports shared only',
    kept: { 'src/shared/take/a.ts': importThing('../base/b.ts'), 'src/shared/base/b.ts': THING },
    broken: { 'src/shared/base/a.ts': importThing('../../engine/base/b.ts'), 'src/engine/base/b.ts': THING },
    violations: ['src/shared/base/a.ts:1: shared does not import engine'],
  },
  {
    name: 'shared imports no package',
    kept: { 'src/shared/base/a.ts': THING },
    broken: { 'src/shared/base/a.ts': "\nimport { openDB } from 'idb';\nopenDB;\n" },
    violations: ['src/shared/base/a.ts:2: shared does not import the package idb'],
  },
  {
    name: 'worklets import shared, not workers',
    kept: { 'src/worklets/a.ts': importThing('../shared/base/b.ts'), 'src/shared/base/b.ts': THING },
    broken: { 'src/worklets/a.ts': importThing('../workers/base/b.ts'), 'src/workers/base/b.ts': THING },
    violations: ['src/worklets/a.ts:1: worklets does not import workers'],
  },
  {
    name: 'worklets import no package, workers import comlink',
    kept: { 'src/workers/base/a.ts': "import { expose } from 'comlink';\nexpose;\n" },
    broken: { 'src/worklets/a.ts': "import { expose } from 'comlink';\nexpose;\n" },
    violations: ['src/worklets/a.ts:1: worklets does not import the package comlink'],
  },
  {
    name: 'workers do not import engine, not even a type',
    kept: {
      'src/workers/base/a.ts': "import type { T } from '../../shared/base/b.ts';\n",
      'src/shared/base/b.ts': THING,
    },
    broken: {
      'src/workers/base/a.ts': "import type { T } from '../../engine/base/b.ts';\n",
      'src/engine/base/b.ts': THING,
    },
    violations: ['src/workers/base/a.ts:1: workers does not import engine'],
  },
  {
    name: 'the kernels are for workers',
    kept: { 'src/workers/base/a.ts': "import * as kernels from '../../../build/kernels.wasm';\nkernels;\n" },
    broken: { 'src/engine/base/a.ts': "import url from '../../../build/kernels.wasm?url';\nurl;\n" },
    violations: [
      'src/engine/base/a.ts:1: src/ imports nothing from outside it but build/kernels.wasm in workers, not build/kernels.wasm',
    ],
  },
  {
    name: 'engine imports a worker by ?worker&url and ?url',
    kept: {
      'src/engine/base/a.ts':
        "import a from '../../workers/base/b.worker.ts?worker&url';\nimport b from '../../worklets/c.worklet.ts?url';\n",
      'src/workers/base/b.worker.ts': THING,
      'src/worklets/c.worklet.ts': THING,
    },
    broken: {
      'src/engine/base/a.ts': "import B from '../../workers/base/b.worker.ts?worker';\n",
      'src/workers/base/b.worker.ts': THING,
    },
    violations: [
      'src/engine/base/a.ts:1: engine reaches workers by URL only: ?worker&url, ?url or new Worker(new URL(…)), types from shared',
    ],
  },
  {
    name: 'engine takes no type from a worker',
    kept: {
      'src/engine/base/a.ts': "export type { T } from '../../shared/base/b.ts';\n",
      'src/shared/base/b.ts': THING,
    },
    broken: {
      'src/engine/base/a.ts': "type T = import('../../workers/base/b.ts').T;\n",
      'src/workers/base/b.ts': THING,
    },
    violations: [
      'src/engine/base/a.ts:1: engine reaches workers by URL only: ?worker&url, ?url or new Worker(new URL(…)), types from shared',
    ],
  },
  {
    name: 'engine makes the URL of a worker only for new Worker',
    kept: {
      'src/engine/base/a.ts':
        "new Worker(new URL('../../workers/base/b.worker.ts', import.meta.url), { type: 'module' });\n",
      'src/workers/base/b.worker.ts': THING,
    },
    broken: {
      'src/engine/base/a.ts': "const url = new URL('../../workers/base/b.worker.ts', import.meta.url);\n",
      'src/workers/base/b.worker.ts': THING,
    },
    violations: [
      'src/engine/base/a.ts:1: engine reaches workers by URL only: ?worker&url, ?url or new Worker(new URL(…)), types from shared',
    ],
  },
  {
    name: 'ui imports engine, shared and lit; it does not start workers',
    kept: {
      'src/ui/kit/a.ts': "import { html } from 'lit';\nimport { property } from 'lit/decorators.js';\n",
      'src/ui/kit/b.ts': importThing('../../engine/base/c.ts'),
      'src/engine/base/c.ts': THING,
    },
    broken: {
      'src/ui/kit/a.ts': "new Worker(new URL('../../workers/base/b.worker.ts', import.meta.url));\n",
      'src/workers/base/b.worker.ts': THING,
    },
    violations: ['src/ui/kit/a.ts:1: ui does not import workers'],
  },
  {
    name: 'main.ts imports ui and engine, not worklets by any way',
    kept: {
      'src/main.ts': "import './ui/kit/a.ts';\nimport './engine/base/b.ts';\n",
      'src/ui/kit/a.ts': THING,
      'src/engine/base/b.ts': THING,
    },
    broken: {
      'src/main.ts': "import url from './worklets/a.worklet.ts?worker&url';\nurl;\n",
      'src/worklets/a.worklet.ts': THING,
    },
    violations: ['src/main.ts:1: main does not import worklets'],
  },
  {
    name: 'nothing imports main.ts',
    kept: { 'src/main.ts': THING },
    broken: { 'src/main.ts': THING, 'src/ui/kit/a.ts': "await import('../../main.ts');\n" },
    violations: ['src/ui/kit/a.ts:1: nothing imports main.ts'],
  },
  {
    name: 'src imports nothing of the tests and benches',
    kept: { 'src/engine/base/a.ts': THING, 'test/b.ts': importThing('../src/engine/base/a.ts') },
    broken: { 'src/engine/base/a.ts': importThing('../../../bench/b.ts'), 'bench/b.ts': THING },
    violations: [
      'src/engine/base/a.ts:1: src/ imports nothing from outside it but build/kernels.wasm in workers, not bench/b.ts',
    ],
  },
  {
    name: 'every file is in a room',
    kept: { 'src/main.ts': THING, 'src/vite-env.d.ts': 'declare const __X__: string;\n' },
    broken: { 'src/helpers.ts': THING, 'src/utils/a.ts': THING },
    violations: [
      'src/helpers.ts:1: a file in src/ is main.ts, a .d.ts, or in shared, worklets, workers, engine, ui, testing or service-worker',
      'src/utils/a.ts:1: a file in src/ is main.ts, a .d.ts, or in shared, worklets, workers, engine, ui, testing or service-worker',
    ],
  },
  {
    name: 'a folder imports those below it in its room',
    kept: { 'src/engine/record/a.ts': importThing('../takes/b.ts'), 'src/engine/takes/b.ts': THING },
    broken: { 'src/engine/takes/a.ts': importThing('../record/b.ts'), 'src/engine/record/b.ts': THING },
    violations: [
      'src/engine/takes/a.ts:1: engine/takes does not import engine/record, which stands above it',
    ],
  },
  {
    name: 'a file of a room is in one of its folders',
    kept: { 'src/shared/audio/a.ts': THING },
    broken: { 'src/shared/a.ts': THING, 'src/shared/helpers/b.ts': THING },
    violations: [
      'src/shared/a.ts:1: a file of shared is in one of its folders: base, audio, loudness, peaks, edit, take, capture, journal, waveform, encode',
      'src/shared/helpers/b.ts:1: a file of shared is in one of its folders: base, audio, loudness, peaks, edit, take, capture, journal, waveform, encode',
    ],
  },
  {
    name: 'a folder has at most 14 files',
    kept: filesIn('src/ui/kit', 14),
    broken: filesIn('src/ui/kit', 15),
    violations: ['src/ui/kit:1: a folder has at most 14 files, not 15'],
  },
  {
    name: 'a file has at most 300 lines',
    kept: { 'src/shared/base/a.ts': `${THING}${'// more\n'.repeat(299)}` },
    broken: { 'src/shared/base/a.ts': `${THING}${'// more\n'.repeat(300)}` },
    violations: ['src/shared/base/a.ts:301: a file has at most 300 lines, not 301'],
  },
  {
    name: 'no default exports, but in the declarations of others',
    kept: { 'src/x.d.ts': "declare module '*?url' { const url: string; export default url; }\n" },
    broken: {
      'src/shared/base/a.ts': 'export default function a() {}\n',
      'src/shared/base/b.ts': 'const b = 1;\nexport default b;\n',
      'src/shared/base/c.ts': 'const c = 1;\nexport { c as default };\n',
    },
    violations: [
      'src/shared/base/a.ts:1: no default export',
      'src/shared/base/b.ts:2: no default export',
      'src/shared/base/c.ts:2: no default export',
    ],
  },
  {
    name: 'no export *',
    kept: { 'src/shared/base/a.ts': "export { thing } from './b.ts';\n", 'src/shared/base/b.ts': THING },
    broken: {
      'src/shared/base/a.ts': "export * from './b.ts';\nexport * as all from './b.ts';\n",
      'src/shared/base/b.ts': THING,
    },
    violations: ['src/shared/base/a.ts:1: no export *', 'src/shared/base/a.ts:2: no export *'],
  },
  {
    name: 'no cycles, of types neither',
    kept: {
      'src/shared/base/a.ts': importThing('./b.ts') + importThing('./c.ts'),
      'src/shared/base/b.ts': importThing('./c.ts'),
      'src/shared/base/c.ts': THING,
    },
    broken: {
      'src/shared/base/a.ts': `${THING}${importThing('./b.ts')}`,
      'src/shared/base/b.ts': importThing('./c.ts'),
      'src/shared/base/c.ts': "import type { T } from './a.ts';\n",
    },
    violations: [
      'src/shared/base/a.ts:2: no cycles: src/shared/base/a.ts → src/shared/base/b.ts → src/shared/base/c.ts → src/shared/base/a.ts',
    ],
  },
  {
    name: 'the ffmpeg core is imported in two files, in one of them by URL',
    kept: {
      'src/engine/encode/core-files.ts':
        "import js from '@capstan/core?url';\nimport w from '@capstan/core/wasm?url';\n",
      'src/workers/ffmpeg/ffmpeg-process.ts': "await import('@capstan/core');\n",
    },
    broken: {
      'src/engine/encode/core-files.ts': "import core from '@capstan/core';\n",
      'src/workers/base/other.ts': "import core from '@capstan/core';\n",
    },
    violations: [
      'src/engine/encode/core-files.ts:1: @capstan/core is imported here only with ?url',
      'src/workers/base/other.ts:1: @capstan/core is imported only from src/engine/encode/core-files.ts and src/workers/ffmpeg/ffmpeg-process.ts',
    ],
  },
  {
    name: '@ffmpeg/ffmpeg is for the probe',
    kept: { 'src/engine/convert/probe.ts': "import { FFmpeg } from '@ffmpeg/ffmpeg';\n" },
    broken: { 'src/engine/record/recorder.ts': "import { FFmpeg } from '@ffmpeg/ffmpeg';\n" },
    violations: [
      'src/engine/record/recorder.ts:1: @ffmpeg/ffmpeg is imported only from src/engine/convert/probe.ts',
    ],
  },
  {
    name: '@ffmpeg/util is for the core loader',
    kept: { 'src/workers/ffmpeg/core-loader.ts': "import { toBlobURL } from '@ffmpeg/util';\n" },
    broken: { 'src/workers/base/encoder.ts': "import { toBlobURL } from '@ffmpeg/util';\n" },
    violations: [
      'src/workers/base/encoder.ts:1: @ffmpeg/util is imported only from src/workers/ffmpeg/core-loader.ts',
    ],
  },
  {
    name: 'idb is for engine',
    kept: { 'src/engine/base/takes.ts': "import { openDB } from 'idb';\n" },
    broken: { 'src/workers/base/takes.ts': "import { openDB } from 'idb';\n" },
    violations: ['src/workers/base/takes.ts:1: workers does not import the package idb'],
  },
];

describe.each(RULES)('$name', ({ kept, broken, violations }) => {
  test('kept', async () => {
    expect(checkImportLaw(await tempFolder(kept))).toEqual([]);
  });
  test('broken', async () => {
    expect(checkImportLaw(await tempFolder(broken))).toEqual(violations);
  });
});

test('reads the syntax tree: an import in a comment or a string is none', async () => {
  const root = await tempFolder({
    'src/shared/base/a.ts':
      "// import { b } from '../../ui/kit/b.ts';\nexport const text = \"import '../../ui/kit/b.ts'\";\n",
  });
  expect(checkImportLaw(root)).toEqual([]);
});

test('src keeps the law', () => {
  expect(checkImportLaw(join(import.meta.dirname, '../..'))).toEqual([]);
});
