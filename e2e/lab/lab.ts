import { createCapstan } from '../../src/engine/door/create-capstan.ts';
import { createRecorder } from '../../src/engine/door/create-recorder.ts';
import { checkFlood } from './flood-check.ts';
import { FloodRecorder } from './flood-recorder.ts';
import { floodSignal } from './flood-signal.ts';
import './lab-page.ts';
import { measureMemory } from './memory.ts';
import { storageContract } from './storage-contract.ts';
import { WatchedRecorder } from './watched-recorder.ts';

/**
 * What tests and benches use from outside: the engine as a library user has it, and a recorder that needs no
 * microphone.
 */
globalThis.lab = {
  createCapstan,
  createRecorder,
  FloodRecorder,
  WatchedRecorder,
  floodSignal,
  checkFlood,
  measureMemory,
  storageContract,
};
