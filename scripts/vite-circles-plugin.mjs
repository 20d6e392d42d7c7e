/**
 * Refuses a build in which files import one another in a circle. Which of them runs first then depends on who asks, and
 * one of them may find another's constants undefined. The sources have no circles, but modules that are put into one
 * file can make one.
 *
 * @returns {import('vite').Plugin}
 */
export function noCircles() {
  return {
    name: 'capstan-no-circles',
    apply: 'build',
    generateBundle(_, bundle) {
      /** @type {Map<string, readonly string[]>} */
      const imports = new Map();
      for (const [name, output] of Object.entries(bundle)) {
        if (output.type === 'chunk') imports.set(name, output.imports);
      }
      const circle = findCircle(imports);
      if (circle !== undefined) this.error(`These files import one another: ${circle.join(' → ')}`);
    },
  };
}

/**
 * @param {ReadonlyMap<string, readonly string[]>} imports the names of the files that each file imports
 * @returns {string[] | undefined} the files of a circle, the first one again at the end
 */
export function findCircle(imports) {
  const finished = new Set();
  /** @type {string[]} */
  const path = [];

  /**
   * @param {string} file
   * @returns {string[] | undefined}
   */
  function follow(file) {
    const at = path.indexOf(file);
    if (at >= 0) return [...path.slice(at), file];
    if (finished.has(file)) return undefined;
    path.push(file);
    for (const each of imports.get(file) ?? []) {
      const circle = follow(each);
      if (circle !== undefined) return circle;
    }
    path.pop();
    finished.add(file);
    return undefined;
  }

  for (const file of imports.keys()) {
    const circle = follow(file);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
