const TRIES = 5;

/**
 * The text of a file that may be written meanwhile: the browser refuses to read what is no longer as `getFile` saw it,
 * so it is seen anew. Rejects as the browser does.
 */
export async function storedText(open: () => Promise<File>): Promise<string> {
  for (let left = TRIES; ; left--) {
    try {
      return await (await open()).text();
    } catch (error) {
      const stale = error instanceof DOMException && error.name === 'NotReadableError';
      if (!stale || left === 1) throw error;
    }
  }
}
