/**
 * The scripts and styles that a built page fetches by itself: module scripts, module preloads and style sheets. Reads
 * the tags that Vite writes, not HTML at large.
 *
 * @param {string} html
 * @returns {{ scripts: string[], styles: string[] }} paths from the site's root, without a slash at the start
 */
export function pageResources(html) {
  /** @type {{ scripts: string[], styles: string[] }} */
  const resources = { scripts: [], styles: [] };
  for (const [, tag = '', attributes = ''] of html.matchAll(/<(script|link)\b([^>]*)>/gi)) {
    const address = attribute(attributes, tag.toLowerCase() === 'script' ? 'src' : 'href');
    if (address === undefined || /^[a-z]+:|^\/\//i.test(address)) continue;
    const path = address.replace(/^\.?\//, '').replace(/[?#].*$/, '');
    const rel = attribute(attributes, 'rel');
    if (tag.toLowerCase() === 'script' || rel === 'modulepreload') resources.scripts.push(path);
    else if (rel === 'stylesheet') resources.styles.push(path);
  }
  return resources;
}

/**
 * @param {string} attributes
 * @param {string} name
 * @returns {string | undefined}
 */
function attribute(attributes, name) {
  const match = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(attributes);
  return match?.[1] ?? match?.[2] ?? match?.[3];
}
