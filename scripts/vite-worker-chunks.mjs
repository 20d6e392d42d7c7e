/**
 * Names the chunk of every module that the journal worker imports statically: they go into one file. The bundler would
 * split them by which of the worker's later parts share them, and small files compress badly. It cannot leave them in
 * the worker's own file, as that waits at top level for its WebAssembly. What only later parts import is left to the
 * bundler, so that it comes with them.
 *
 * @param {string} id
 * @param {{ getModuleInfo(id: string): { importers: readonly string[] } | null }} graph
 * @returns {string | null}
 */
export function journalChunk(id, graph) {
  const seen = new Set([id]);
  for (const each of seen) {
    for (const importer of graph.getModuleInfo(each)?.importers ?? []) {
      if (importer.endsWith('/workers/journal.worker.ts')) return 'journal';
      seen.add(importer); // a Set's loop also visits what is added meanwhile
    }
  }
  return null;
}
