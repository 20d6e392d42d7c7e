/** The page takes the files from here: `src/ui/install/shared-files.ts`. */
const SHARED_CACHE = 'capstan-shared ';

/**
 * Keeps the files that another app shares, until the page has taken them, and leads to the page. A page that cannot have
 * them gets `?shared=failed`.
 *
 * @param page the page's address, with a slash at its end
 */
export async function keepShared(request: Request, page: string): Promise<Response> {
  try {
    const form = await request.formData();
    const cache = await caches.open(SHARED_CACHE + page);
    for (const file of form.getAll('audio')) {
      if (!(file instanceof File)) continue;
      // A header holds no other characters.
      const headers = { 'X-Name': encodeURIComponent(file.name) };
      await cache.put(`${page}shared/${crypto.randomUUID()}`, new Response(file, { headers }));
    }
    return Response.redirect(page, 303);
  } catch {
    return Response.redirect(`${page}?shared=failed`, 303);
  }
}
