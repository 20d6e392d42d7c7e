const TRIES = 5;

/**
 * Reads the text of a file that may be written meanwhile. The browser refuses to read a File that has changed since
 * `getFile`, so the file is fetched again, up to 5 tries. Rejects with the browser's error.
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
