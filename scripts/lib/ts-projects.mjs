/**
 * The TypeScript projects: one for each kind of thread in each folder, and one for what runs in Node.
 */
export const TS_PROJECTS = [
  'src/shared/tsconfig.json',
  'src/worklets/tsconfig.json',
  'src/workers/tsconfig.json',
  'src/engine/tsconfig.json',
  'src/ui/tsconfig.json',
  'src/testing/tsconfig.json',
  'src/service-worker/tsconfig.json',
  'e2e/lab/tsconfig.json',
  'e2e/lab/workers/tsconfig.json',
  'bench/page/tsconfig.json',
  'bench/page/workers/tsconfig.json',
  'bench/page/worklets/tsconfig.json',
  'test/workers/tsconfig.json',
  'examples/voice-note/tsconfig.json',
  'tsconfig.node.json',
];
