// Referenced here so that every TypeScript program that imports this file finds the types of a .wasm, whatever it
// includes.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./kernels-wasm.d.ts" />
import * as wasm from '../../../build/kernels.wasm';
import { Kernels } from './kernels.ts';

const kernels = new Kernels(wasm);

/** This thread's kernels, compiled by the time the import settles. Every call returns the same instance. */
export function loadKernels(): Kernels {
  return kernels;
}
