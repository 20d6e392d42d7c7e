/**
 * Finds import cycles with a depth-first walk. Each import that leads back to a file on the current path yields one
 * cycle. Not every cycle is listed, but each group of files that import one another yields at least one.
 *
 * @param {ReadonlyMap<string, readonly string[]>} graph each file and the files it imports
 * @returns {string[][]} paths whose first and last file are the same
 */
export function findCycles(graph) {
  /** @type {string[][]} */
  const cycles = [];
  const finished = new Set();
  /** @type {string[]} */
  const path = [];

  /** @param {string} file */
  const walk = (file) => {
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push([...path.slice(start), file]);
      return;
    }
    if (finished.has(file)) return;
    path.push(file);
    for (const next of graph.get(file) ?? []) walk(next);
    path.pop();
    finished.add(file);
  };
  for (const file of graph.keys()) walk(file);
  return cycles;
}
