import busboy from 'busboy';
import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const MOST_BYTES = 2 ** 30;
const EXTENSIONS = ['.opus', '.wav', '.mp3', '.flac', '.m4a'];

/**
 * Writes the file in the field `note` of a multipart/form-data request into a folder, at most 1 GiB. Answers with the
 * file's length and SHA-256 as JSON. A note that does not arrive completely leaves no file.
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string} folder
 */
export async function receiveNote(request, response, folder) {
  const path = join(folder, `${randomUUID()}.part`);
  try {
    // A browser lets any site post a form here without asking, so the origin must be checked.
    const site = request.headers['sec-fetch-site'] ?? 'same-origin';
    if (site !== 'same-origin') throw new Refusal(403, 'Notes are taken from this page alone.');
    const { bytes, sha256, extension } = await writeNote(request, path);
    await rename(path, join(folder, `${sha256}${extension}`));
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ bytes, sha256 }));
  } catch (error) {
    await rm(path, { force: true });
    const status = error instanceof Refusal ? error.status : 500;
    // The rest of the request is not read.
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
    response.end(error instanceof Refusal ? error.message : 'The note could not be kept. Try again.');
  }
}

class Refusal extends Error {
  /**
   * @param {number} status
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {string} path
 * @returns {Promise<{ bytes: number, sha256: string, extension: string }>}
 */
async function writeNote(request, path) {
  const form = openForm(request);
  /** @type {ReturnType<typeof writeFile> | undefined} */
  let note;
  form.on('file', (field, content, { filename }) => {
    if (field !== 'note' || note !== undefined) content.resume();
    else note = writeFile(content, path, filename ?? '');
    // If the note cannot be kept, nothing reads the rest of it, so the form is ended.
    note?.catch((error) => form.destroy(error));
  });
  try {
    await pipeline(request, form);
  } catch (error) {
    // If the note could not be kept, this throws the reason.
    await note;
    throw new Refusal(400, `The form is broken: ${error instanceof Error ? error.message : String(error)}.`);
  }
  if (note === undefined) throw new Refusal(400, 'There is no file in the field "note".');
  return note;
}

/** @param {import('node:http').IncomingMessage} request */
function openForm(request) {
  try {
    return busboy({ headers: request.headers, limits: { files: 1, fields: 0, fileSize: MOST_BYTES } });
  } catch {
    throw new Refusal(415, 'A note is sent as multipart/form-data.');
  }
}

/**
 * @param {import('node:stream').Readable & { truncated?: boolean }} content
 * @param {string} path
 * @param {string} name the file name that the page sent; only its extension is used
 */
async function writeFile(content, path, name) {
  const extension = extname(name).toLowerCase();
  const hash = createHash('sha256');
  let bytes = 0;
  content.on('data', (/** @type {Buffer} */ chunk) => {
    hash.update(chunk);
    bytes += chunk.length;
  });
  await pipeline(content, createWriteStream(path, { flags: 'wx' }));
  if (content.truncated === true) throw new Refusal(413, 'A note has at most 1 GiB.');
  if (bytes === 0) throw new Refusal(400, 'The note is empty.');
  if (!EXTENSIONS.includes(extension)) throw new Refusal(415, `A note is one of ${EXTENSIONS.join(', ')}.`);
  return { bytes, sha256: hash.digest('hex'), extension };
}
