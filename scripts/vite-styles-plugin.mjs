/**
 * Removes line breaks, indents and comments from the components' styles. The minifier leaves them in, because to it the
 * styles are text.
 *
 * @returns {import('vite').Plugin}
 */
export function shortStyles() {
  return {
    name: 'capstan-short-styles',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/ui\/.+\.ts$/, code: 'css`' },
      handler: (code) => ({ code: shortenStyles(code), map: null }),
    },
  };
}

/**
 * @param {string} code TypeScript
 * @returns {string} the same code with its `css` templates shortened; a template with an expression stays as it is
 */
export function shortenStyles(code) {
  return code.replace(
    /\bcss`([^`$\\]*)`/g,
    (_, /** @type {string} */ style) => `css\`${shortStyle(style)}\``,
  );
}

/** @param {string} style */
function shortStyle(style) {
  return style
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\s*\n\s*/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replaceAll(';}', '}')
    .trim();
}
