import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isMain } from './lib/is-main.mjs';
import { listen } from './serve/listen.mjs';
import { staticHandler } from './serve/static-handler.mjs';

const DEFAULT_PORT = 4173;

/** @typedef {{ root?: string, port?: number, host?: string, isolation?: boolean }} ServerOptions */

/**
 * Serves the built app with the headers it needs.
 *
 * @param {ServerOptions} [options] defaults: `root` `dist`, `port` 4173, `host` `localhost`. Port 0 takes any free one.
 *   `localhost` listens on both loopback addresses, so only this machine reaches it. `isolation: false` leaves out COOP
 *   and COEP.
 * @returns {Promise<{ url: string, close(): Promise<void> }>} `url` has no trailing slash
 * @throws {Error} that tells what to do, if the folder is missing or the port is taken or not allowed
 */
export async function startServer({
  root = 'dist',
  port = DEFAULT_PORT,
  host = 'localhost',
  isolation = true,
} = {}) {
  const folder = resolve(root);
  const facts = await stat(folder).catch(() => undefined);
  if (!facts?.isDirectory()) throw new Error(`There is no folder ${root} to serve. Run: npm run build`);

  const handle = staticHandler({ root: folder, isolation });
  const { port: taken, servers } = await listen(
    (request, response) => {
      handle(request, response).catch(() => response.destroy()); // the client disconnected in the middle of a file
    },
    { host, port },
  ).catch((error) => {
    throw explainListenError(error, host, port);
  });

  return {
    url: `http://${urlHost(host)}:${taken}`,
    async close() {
      await Promise.all(
        servers.map((server) => {
          const closed = new Promise((done) => server.close(done));
          server.closeAllConnections();
          return closed;
        }),
      );
    },
  };
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Required<ServerOptions>}
 */
export function serverOptions(args, env) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      root: { type: 'string', default: 'dist' },
      port: { type: 'string', default: env['PORT'] || String(DEFAULT_PORT) },
      host: { type: 'string', default: 'localhost' },
      'no-isolation': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new Error(`The port must be a whole number from 0 to 65535, not "${values.port}".`);
  }
  return { root: values.root, port, host: values.host, isolation: !values['no-isolation'] };
}

/**
 * @param {unknown} error
 * @param {string} host
 * @param {number} port
 */
function explainListenError(error, host, port) {
  switch (/** @type {NodeJS.ErrnoException} */ (error).code) {
    case 'EADDRINUSE':
      return new Error(
        `Port ${port} is taken. Set PORT to another one, for example: PORT=${port + 1} npm start`,
        {
          cause: error,
        },
      );
    case 'EACCES':
      return new Error(`This user may not listen on port ${port}. Set PORT to one above 1023.`, {
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Error(`${host} is not an address of this machine.`, { cause: error });
    default:
      return error;
  }
}

/**
 * The host name to open in a browser: `localhost` wherever it works, because browsers allow the microphone there
 * without a certificate.
 *
 * @param {string} host
 */
function urlHost(host) {
  if (['localhost', '127.0.0.1', '::1', '0.0.0.0', '::'].includes(host)) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

if (isMain(import.meta.url)) {
  try {
    const server = await startServer(serverOptions(process.argv.slice(2), process.env));
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
      process.once(signal, () => {
        server.close().then(
          () => process.exit(0),
          () => process.exit(1),
        );
      });
    }
    console.log(`Capstan is at ${server.url}`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
