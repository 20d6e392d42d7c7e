/**
 * Finds import cycles: one for each import that closes one on a depth-first walk, so that a graph without
 * cycles yields none and every knot yields at least one.
 *
 * @param {ReadonlyMap<string, readonly string[]>} graph each file and what it imports
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
