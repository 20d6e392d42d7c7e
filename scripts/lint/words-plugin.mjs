/**
 * A plugin of oxlint with the rule `words`: what people read stands in the catalogue, `src/ui/words`. It finds text in `html` templates and in their
 * attributes that are read out, and strings of several words or of one capitalised word.
 */

/** Attributes that people read or hear. */
const READ_ATTRIBUTE =
  /\b(?:aria-label|aria-description|aria-roledescription|title|alt|placeholder|label)="([^"]*)"/g;
/** Two words, or one that begins like a sentence. */
const WORDS = /\p{L}{2,} [\p{L}“]|^\p{Lu}\p{Ll}+$/u;
/** Fonts, selectors and media queries: `600 12px system-ui`, `.banner button`, `not all`. */
const STYLE = /\dpx |px system-ui|^[.#][a-z]|^not all$/;
/** Methods whose argument is a selector. */
const SELECTS = new Set(['querySelector', 'querySelectorAll', 'closest', 'matches']);
const LETTERS = /\p{L}{2}/u;
/** Names of keys and of types, and beginnings of such names, which browsers define. */
const BROWSER_NAMES =
  /^(?:Enter|Escape|Tab|Home|End|Delete|Backspace|Insert|Space|Page(?:Up|Down)|Arrow(?:Up|Down|Left|Right)|Shift|Control|Alt|Meta|Infinity|Key|Files|[A-Z][a-z]+Error)$/;
/** Not for people: style sheets, drawings. */
const OTHER_LANGUAGES = new Set(['css', 'svg']);

/** @type {import('@oxlint/plugins').CreateRule} */
const words = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { words: 'What people read stands in src/ui/words: “{{text}}”' },
  },
  create(context) {
    /** @param {import('@oxlint/plugins').ESTree.Node} node @param {string} text */
    const report = (node, text) =>
      context.report({
        node,
        messageId: 'words',
        data: { text: text.replaceAll('\u0000', '…').trim().replace(/\s+/g, ' ').slice(0, 60) },
      });

    return {
      TaggedTemplateExpression({ tag, quasi }) {
        if (tag.type !== 'Identifier' || tag.name !== 'html') return;
        const markup = quasi.quasis.map(({ value }) => value.raw).join('\u0000');
        for (const [, text = ''] of markup.matchAll(READ_ATTRIBUTE))
          if (LETTERS.test(text)) report(quasi, text);
        for (const text of markup
          .replace(/<!--[^]*?-->/g, '')
          .replace(/<[^>]*>/g, '\u0000')
          .split('\u0000'))
          if (LETTERS.test(text)) report(quasi, text);
      },
      TemplateLiteral(node) {
        const { parent } = node;
        if (parent.type === 'TaggedTemplateExpression' || isForDevelopers(node)) return;
        const text = node.quasis.map(({ value }) => value.cooked ?? '').join('\u0000');
        if (WORDS.test(text) && !STYLE.test(text)) report(node, text);
      },
      Literal(node) {
        if (typeof node.value !== 'string' || isForDevelopers(node)) return;
        const text = node.value;
        if (WORDS.test(text) && !STYLE.test(text) && !BROWSER_NAMES.test(text)) report(node, text);
      },
    };
  },
};

/**
 * Whether text is not read by people: it names a module, selects elements, or is the message of an error that a fault of
 * the code throws.
 *
 * @param {{ parent: import('@oxlint/plugins').ESTree.Node }} node
 */
function isForDevelopers({ parent }) {
  switch (parent.type) {
    case 'TaggedTemplateExpression':
      return parent.tag.type === 'Identifier' && OTHER_LANGUAGES.has(parent.tag.name);
    case 'CallExpression':
      return (
        parent.callee.type === 'MemberExpression' &&
        parent.callee.property.type === 'Identifier' &&
        SELECTS.has(parent.callee.property.name)
      );
    case 'NewExpression':
      return parent.callee.type === 'Identifier' && /Error$|Exception$/.test(parent.callee.name);
    default:
      return parent.type.startsWith('Import') || parent.type.startsWith('Export');
  }
}

export default { meta: { name: 'capstan' }, rules: { words } };
