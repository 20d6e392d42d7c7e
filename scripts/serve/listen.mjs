import { createServer } from 'node:http';

/** Both loopback addresses: a browser may take `localhost` for either. Neither can be reached from the network. */
const LOOPBACK = ['127.0.0.1', '::1'];
/** Tries to find a port that is free on both loopback addresses. */
const FREE_PORT_TRIES = 5;

/**
 * Listens with the same handler on every address that `host` stands for.
 *
 * @param {import('node:http').RequestListener} handler
 * @param {{ host: string, port: number }} where port 0 takes any free one
 * @returns {Promise<{ port: number, servers: import('node:http').Server[] }>}
 * @throws the system's error if the port is taken
 */
export async function listen(handler, { host, port }) {
  if (host !== 'localhost') {
    const server = await listenOn(handler, host, port);
    return { port: portOf(server), servers: [server] };
  }
  for (let attempt = 1; ; attempt++) {
    /** @type {import('node:http').Server[]} */
    const servers = [];
    let taken = port;
    try {
      for (const address of LOOPBACK) {
        const server = await listenOn(handler, address, taken).catch((error) => {
          if (address === '::1' && isWithoutIpv6(error)) return undefined;
          throw error;
        });
        if (server === undefined) continue;
        servers.push(server);
        taken = portOf(server);
      }
      return { port: taken, servers };
    } catch (error) {
      for (const server of servers) server.close();
      if (port !== 0 || attempt === FREE_PORT_TRIES) throw error;
    }
  }
}

/**
 * @param {import('node:http').RequestListener} handler
 * @param {string} host
 * @param {number} port
 * @returns {Promise<import('node:http').Server>}
 */
function listenOn(handler, host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer(handler);
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}

/** @param {import('node:http').Server} server */
function portOf(server) {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** @param {unknown} error */
function isWithoutIpv6(error) {
  const code = /** @type {NodeJS.ErrnoException} */ (error).code;
  return code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT';
}
