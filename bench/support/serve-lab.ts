import { listen } from '../../scripts/serve/listen.mjs';
import { staticHandler } from '../../scripts/serve/static-handler.mjs';

/** Serves the lab like the app, but without its content security policy: mediabunny starts its encoder from a blob. */
export async function serveLab(root: string): Promise<{ url: string; close(): Promise<void> }> {
  const handle = staticHandler({ root });
  const { port, servers } = await listen(
    (request, response) => {
      const setHeader = response.setHeader.bind(response);
      response.setHeader = (name, value) =>
        name === 'Content-Security-Policy' ? response : setHeader(name, value);
      handle(request, response).catch(() => response.destroy());
    },
    { host: 'localhost', port: 0 },
  );
  return {
    url: `http://localhost:${port}`,
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
