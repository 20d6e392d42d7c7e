import ts from 'typescript';

/**
 * How one module refers to another.
 * - `code`: `import`, `export … from`, `import()`, or an import type
 * - `url`: an import with `?url` or `?worker&url`, which yields only the address
 * - `worker`: `new Worker(new URL('…', import.meta.url))`
 * - `loose-url`: `new URL('…', import.meta.url)` anywhere else
 *
 * @typedef {'code' | 'url' | 'worker' | 'loose-url'} ReachKind
 * @typedef {{ specifier: string, query: string, kind: ReachKind, line: number }} Reach
 * @typedef {{ what: 'default export' | 'export *', line: number }} BannedExport
 * @typedef {{ reaches: Reach[], bannedExports: BannedExport[] }} ModuleFacts
 */

/**
 * Reads a module's imports and its banned exports from its syntax tree.
 *
 * @param {string} fileName
 * @param {string} text
 * @returns {ModuleFacts}
 */
export function readImports(fileName, text) {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  /** @type {ModuleFacts} */
  const facts = { reaches: [], bannedExports: [] };
  const lineOf = (/** @type {ts.Node} */ node) =>
    source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

  /** @type {(specifier: ts.Node | undefined, kind?: ReachKind) => void} */
  const reach = (specifier, kind) => {
    if (!specifier || !ts.isStringLiteralLike(specifier)) return;
    const [path = '', query = ''] = specifier.text.split(/\?(.*)/s);
    const isUrl = query.split('&').includes('url');
    facts.reaches.push({
      specifier: path,
      query,
      kind: kind ?? (isUrl ? 'url' : 'code'),
      line: lineOf(specifier),
    });
  };
  /** @type {(what: BannedExport['what'], node: ts.Node) => void} */
  const ban = (what, node) => {
    if (!source.isDeclarationFile) facts.bannedExports.push({ what, line: lineOf(node) });
  };

  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      reach(node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node)) {
      reach(node.moduleSpecifier);
      const clause = node.exportClause;
      if (node.moduleSpecifier && (!clause || ts.isNamespaceExport(clause))) ban('export *', node);
      if (clause && ts.isNamedExports(clause)) {
        for (const { name } of clause.elements) if (name.text === 'default') ban('default export', name);
      }
    } else if (ts.isExportAssignment(node)) {
      ban('default export', node);
    } else if (ts.canHaveModifiers(node) && hasDefaultModifier(node)) {
      ban('default export', node);
    } else if (ts.isExternalModuleReference(node)) {
      reach(node.expression);
    } else if (ts.isImportTypeNode(node)) {
      reach(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      reach(node.arguments[0]);
    } else if (ts.isNewExpression(node) && isUrlOfThisModule(node)) {
      reach(node.arguments?.[0], isWorkerArgument(node) ? 'worker' : 'loose-url');
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return facts;
}

/** @param {ts.HasModifiers} node */
function hasDefaultModifier(node) {
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;
}

/**
 * Whether this is `new URL('…', import.meta.url)`.
 *
 * @param {ts.NewExpression} node
 */
function isUrlOfThisModule(node) {
  const base = node.arguments?.[1];
  return (
    isNamed(node.expression, 'URL') &&
    base !== undefined &&
    ts.isPropertyAccessExpression(base) &&
    base.name.text === 'url' &&
    ts.isMetaProperty(base.expression)
  );
}

/** @param {ts.NewExpression} url */
function isWorkerArgument(url) {
  const parent = url.parent;
  return ts.isNewExpression(parent) && isNamed(parent.expression, 'Worker') && parent.arguments?.[0] === url;
}

/**
 * @param {ts.Expression} expression
 * @param {string} name
 */
function isNamed(expression, name) {
  return ts.isIdentifier(expression) && expression.text === name;
}
