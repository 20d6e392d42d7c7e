// Named here so that programs which import this file find the types of a .wasm, whatever they include.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./kernels-wasm.d.ts" />
import * as wasm from '../../../build/kernels.wasm';
import { Kernels } from './kernels.ts';

const kernels = new Kernels(wasm);

/** This thread's kernels, compiled by the time the import settles. Every call gives the same ones. */
export function loadKernels(): Kernels {
  return kernels;
}
