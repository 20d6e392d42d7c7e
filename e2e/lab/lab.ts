import { createRecorder } from '../../src/engine/create-recorder.ts';

/** What tests and benches reach from outside: the engine as a library user has it. */
const lab = { createRecorder };

export type Lab = typeof lab;

declare global {
  interface Window {
    lab: Lab;
  }
}

window.lab = lab;
