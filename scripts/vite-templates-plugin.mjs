/**
 * Removes line breaks, indents and comments from the components' styles, and indents from their markup. The minifier
 * leaves them in, because to it both are text.
 *
 * @returns {import('vite').Plugin}
 */
export function shortTemplates() {
  return {
    name: 'capstan-short-templates',
    apply: 'build',
    enforce: 'pre',
    transform: {
      filter: { id: /\/src\/ui\/.+\.ts$/, code: /\b(css|html|svg)`/ },
      handler: (code) => ({ code: withoutIndents(shortenStyles(code)), map: null }),
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

/**
 * Line breaks stay: to a browser they are a space, as they were with the indent.
 *
 * @param {string} code TypeScript
 * @returns {string} the same code without indents, inside of templates and outside
 */
export function withoutIndents(code) {
  return code.replace(/\n[ \t]+/g, '\n');
}

/** @param {string} style */
function shortStyle(style) {
  return style
    .replace(/\/\*.*?\*\//gs, '')
    .split(/('[^']*')/)
    .map((part, index) => (index % 2 === 1 ? part : shortRules(part)))
    .join('')
    .trim();
}

/** @param {string} rules styles without quotes */
function shortRules(rules) {
  return rules
    .replace(/\s*\n\s*/g, ' ')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/([:,]) /g, '$1')
    .replace(/\b0\.(?=\d)/g, '.')
    .replaceAll(';}', '}');
}
