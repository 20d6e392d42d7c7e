/**
 * Parts of the page that come later and that several others share. Each goes into one file: the bundler would make many
 * small ones of them, and the service worker has to list every file.
 *
 * @type {Readonly<Record<string, RegExp>>}
 */
const LATER_PARTS = {
  encoding:
    /\/engine\/\w+\/(encoding-run|live-encoding|deferred-encoding|encoder-job|page-job-channel|remove-take-file|take-encoding|keep-result)\.ts$|\/shared\/\w+\/(ffmpeg-args|job-progress|feed-ring)\.ts$/,
  'take-reading':
    /\/engine\/\w+\/(take-reading|memory-takes-folder|stored-text)\.ts$|\/shared\/\w+\/(event-lines|take-replay|wav-header)\.ts$/,
  'source-notices':
    /\/ui\/\w+\/(source-notices|gap-text|ledger-text)\.ts$|\/shared\/\w+\/(duration-text|ledger)\.ts$/,
  'save-take': /\/ui\/\w+\/save-take\.ts$|\/engine\/\w+\/destinations\.ts$/,
  'convert-form':
    /\/ui\/\w+\/(opened-files|convert-form|converting|job-bar)\.ts$|\/shared\/\w+\/(readable-files|file-title)\.ts$/,
};

export const pageChunks = Object.entries(LATER_PARTS).map(([name, test]) => ({
  name,
  test,
  // What they import is in the entry.
  includeDependenciesRecursively: false,
}));

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
      if (importer.endsWith('/workers/journal/journal.worker.ts')) return 'journal';
      seen.add(importer); // a Set's loop also visits what is added meanwhile
    }
  }
  return null;
}
