import scriptUrl from '@capstan/core?url';
import wasmUrl from '@capstan/core/wasm?url';
import type { CoreFiles } from '../../shared/encode/core-loader-api.ts';

/** Where the ffmpeg core lies on our own origin, and what its bytes must be. */
export const CORE_FILES: CoreFiles = {
  scriptUrl: new URL(scriptUrl, location.href).href,
  wasmUrl: new URL(wasmUrl, location.href).href,
  wasmSha256: __CORE_SHA256__,
  wasmBytes: __CORE_BYTES__,
};
