import { open, realpath, stat } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SIDECARS, acceptedSidecars } from './accept-encoding.mjs';
import { contentType } from './content-types.mjs';
import { cacheControl, siteHeaders } from './headers.mjs';
import { requestPath } from './request-path.mjs';

/** @typedef {{ path: string, bytes: number, changedMs: number }} FileFacts */

/**
 * Answers GET and HEAD with the files of one folder, compressed where a compressed copy lies beside the file.
 *
 * sirv 3.0.2 was tried for this. It sends the length that a file had before it was opened, so a build that is put in the
 * folder meanwhile gives broken answers, and it has no hook to change that. It sends Brotli to a client that refuses it
 * (`br;q=0`), follows symbolic links out of the folder and does not listen for errors of the file that it sends. Our
 * code for addresses, encodings and types would have stayed beside it.
 *
 * @param {{ root: string, isolation?: boolean }} options
 * @returns {(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>}
 */
export function staticHandler({ root, isolation = true }) {
  const headers = siteHeaders({ isolation });

  return async (request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);

    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD');
      sendText(request, response, 405, 'Only GET and HEAD are answered here.');
      return;
    }
    const pathname = requestPath(request.url ?? '');
    if (pathname === undefined) {
      sendText(request, response, 400, 'This is not an address of this site.');
      return;
    }
    const file = await findFile(root, pathname);
    if (file === undefined) {
      sendText(request, response, 404, 'There is nothing at this address.');
      return;
    }
    await sendFile(request, response, pathname, file);
  };
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string} pathname
 * @param {FileFacts} file
 */
async function sendFile(request, response, pathname, file) {
  const sidecars = await findSidecars(file.path);
  const accepted = acceptedSidecars(request.headers['accept-encoding']);
  const chosen = accepted.find(({ encoding }) => sidecars.has(encoding));
  const body = (chosen && sidecars.get(chosen.encoding)) ?? file;

  // Of what is sent: a compressed copy may be put in place before or after its file.
  const etag = `"${body.bytes.toString(36)}-${Math.trunc(body.changedMs).toString(36)}${chosen ? `-${chosen.encoding}` : ''}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Cache-Control', cacheControl(pathname));
  if (sidecars.size > 0) response.setHeader('Vary', 'Accept-Encoding');
  if (matchesEtag(request.headers['if-none-match'], etag)) {
    response.writeHead(304).end();
    return;
  }

  response.setHeader('Content-Type', contentType(file.path));
  if (chosen) response.setHeader('Content-Encoding', chosen.encoding);
  // Content-Length counts encoded bytes, but a page that measures a download sees decoded ones, and downloaders
  // that compare the two (@ffmpeg/util does) call the file broken. Without the header wasm goes out chunked.
  const misleading = chosen !== undefined && extname(file.path) === '.wasm';
  const content = await open(body.path);
  try {
    // The length of what is sent, and not of what lay there a moment ago: a new build may just be put in its place.
    if (!misleading) response.setHeader('Content-Length', (await content.stat()).size);
    response.writeHead(200);
    if (request.method === 'HEAD') response.end();
    else await pipeline(content.createReadStream({ autoClose: false }), response);
  } finally {
    await content.close();
  }
}

/**
 * @param {string} root
 * @param {string} pathname
 * @returns {Promise<FileFacts | undefined>}
 */
async function findFile(root, pathname) {
  try {
    const [base, path] = await Promise.all([realpath(root), realpath(join(root, pathname))]);
    // A symbolic link may not lead out of the folder either.
    return path.startsWith(base + sep) ? await fileFacts(path) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @returns {Promise<Map<string, FileFacts>>} by encoding
 */
async function findSidecars(path) {
  /** @type {Map<string, FileFacts>} */
  const found = new Map();
  for (const { encoding, suffix } of SIDECARS) {
    const facts = await fileFacts(path + suffix).catch(() => undefined);
    if (facts) found.set(encoding, facts);
  }
  return found;
}

/**
 * @param {string} path
 * @returns {Promise<FileFacts | undefined>} undefined for a folder
 */
async function fileFacts(path) {
  const facts = await stat(path);
  return facts.isFile() ? { path, bytes: facts.size, changedMs: facts.mtimeMs } : undefined;
}

/**
 * @param {string | undefined} ifNoneMatch
 * @param {string} etag
 */
function matchesEtag(ifNoneMatch, etag) {
  if (ifNoneMatch === undefined) return false;
  const tags = ifNoneMatch.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 */
function sendText(request, response, status, text) {
  const body = `${text}\n`;
  response.writeHead(status, {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-cache',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
