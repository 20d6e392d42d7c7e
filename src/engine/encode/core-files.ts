import scriptUrl from '@capstan/core?url';
import wasmUrl from '@capstan/core/wasm?url';
import type { CoreFiles } from '../../shared/encode/core-loader-api.ts';

/** The ffmpeg core's URLs on the page's own origin, and the hash and length that its bytes must have. */
export const CORE_FILES: CoreFiles = {
  scriptUrl: new URL(scriptUrl, location.href).href,
  wasmUrl: new URL(wasmUrl, location.href).href,
  wasmSha256: __CORE_SHA256__,
  wasmBytes: __CORE_BYTES__,
};
