import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isMain } from '../../scripts/lib/is-main.mjs';
import { listen } from '../../scripts/serve/listen.mjs';
import { staticHandler } from '../../scripts/serve/static-handler.mjs';
import { receiveNote } from './receive-note.mjs';

const PAGE = '/examples/voice-note/index.html';

/**
 * Serves the built example and receives its notes.
 *
 * @param {{ root: string, notes: string, port: number }} options `root` is the built example, `notes` the folder for
 *   the received notes; `port` 0 takes any free port
 * @returns {Promise<{ url: string, close(): void }>}
 */
export async function startExample({ root, notes, port }) {
  await mkdir(notes, { recursive: true });
  const serveFile = staticHandler({ root });
  const { port: taken, servers } = await listen(
    (request, response) => {
      const answered =
        request.method === 'POST' && request.url?.split('?')[0] === '/upload'
          ? receiveNote(request, response, notes)
          : serveFile(request, response);
      // The page disconnected before the answer was complete.
      answered.catch(() => response.destroy());
    },
    { host: 'localhost', port },
  );
  return {
    url: `http://localhost:${taken}${PAGE}`,
    close() {
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
}

if (isMain(import.meta.url)) {
  try {
    const notes = join(import.meta.dirname, 'notes');
    const { url } = await startExample({
      root: 'dist-example',
      notes,
      port: Number(process.env['PORT'] ?? 4174),
    });
    console.log(`The voice note is at ${url}\nNotes that are sent go to ${notes}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
