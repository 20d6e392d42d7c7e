import ts from 'typescript';

/**
 * The modules that a script imports or re-exports statically, by relative path. `import()` is not among them.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function staticImports(text) {
  const source = ts.createSourceFile('chunk.js', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  return source.statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const specifier = statement.moduleSpecifier;
    return specifier && ts.isStringLiteral(specifier) && specifier.text.startsWith('.')
      ? [specifier.text]
      : [];
  });
}
