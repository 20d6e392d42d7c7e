import { downloadWithProgress } from '@ffmpeg/util';
import { CapstanError, describeError } from '../../shared/base/errors.ts';
import type {
  CoreFiles,
  CoreLoaderApi,
  CoreProgress,
  LoadedCore,
} from '../../shared/encode/core-loader-api.ts';

/** Downloads the ffmpeg core from the page's own origin, checks that it is the pinned one, and compiles it. */
export class CoreLoader implements CoreLoaderApi {
  async load(files: CoreFiles, onProgress: (progress: CoreProgress) => void): Promise<LoadedCore> {
    const bytes = await download(files, onProgress);
    if ((await sha256(bytes)) !== files.wasmSha256) {
      await assertThere(files.wasmUrl);
      throw new CapstanError(
        'core-corrupt',
        `${bytes.byteLength} bytes with another checksum than the pinned core's`,
      );
    }
    try {
      const compiled = await WebAssembly.compile(bytes);
      return { compiled, wasm: new Blob([bytes], { type: 'application/wasm' }) };
    } catch (error) {
      // The bytes are the right ones: the page's content security policy forbids WebAssembly, or there is no memory.
      throw new CapstanError('core-missing', describeError(error), { cause: error });
    }
  }
}

async function download(
  files: CoreFiles,
  onProgress: (progress: CoreProgress) => void,
): Promise<ArrayBuffer> {
  try {
    return await downloadWithProgress(files.wasmUrl, ({ received }) =>
      onProgress({ receivedBytes: received, totalBytes: files.wasmBytes }),
    );
  } catch {
    // `downloadWithProgress` compares a compressed file's Content-Length with the decoded bytes and gives up. The file
    // itself is fine.
    return downloadPlainly(files.wasmUrl);
  }
}

/**
 * Tells a file that is missing from one that is damaged: `downloadWithProgress` takes an error page for the file. Asked
 * afterwards, because the service worker answers only GET, and may have the file when the server no longer has it.
 */
async function assertThere(url: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(url, { method: 'HEAD' });
  } catch {
    return; // Without a network nobody knows.
  }
  if (!response.ok) throw new CapstanError('core-missing', `the server answered ${response.status}`);
}

async function downloadPlainly(url: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(url);
    return await response.arrayBuffer();
  } catch (error) {
    throw new CapstanError('core-missing', describeError(error), { cause: error });
  }
}

async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
