// Runs the built core in Node once for each encoder, so that no script is committed that does not match its module.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const lib = join(import.meta.dirname, 'lib');
Object.assign(globalThis, { self: globalThis, importScripts() {}, location: { href: import.meta.url } });
const { default: createCore } = await import(join(lib, 'ffmpeg-core.js'));
const module = await WebAssembly.compile(readFileSync(join(lib, 'ffmpeg-core.wasm')));

const JOBS = [
  ['wav', 'pcm_s24le'],
  ['flac', 'flac'],
  ['ogg', 'libopus'],
  ['mp3', 'libmp3lame'],
  ['ipod', 'aac'],
];
for (const [muxer, encoder] of JOBS) {
  const core = await createCore({
    instantiateWasm(imports, receive) {
      void WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module));
      return {};
    },
  });
  const log = [];
  core.setLogger(({ message }) => log.push(message));
  core.FS.writeFile('/in', new Uint8Array(2 * 2 * 48000));
  const input = ['-hide_banner', '-f', 's16le', '-ar', '48000', '-ac', '2', '-i', '/in'];
  const code = core.exec(...input, '-c:a', encoder, '-f', muxer, '/out');
  const bytes = code === 0 ? core.FS.stat('/out').size : 0;
  if (bytes < 100) throw new Error(`${encoder}: ${code}, ${bytes} bytes\n${log.join('\n')}`);
  console.log(`${encoder}: ${bytes} bytes`);
}
