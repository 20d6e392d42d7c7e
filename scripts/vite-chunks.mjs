/**
 * Parts of the page that load later and that several other parts share. The modules of each part go into one file: the
 * bundler would make many small files of them, and the service worker has to list every file.
 *
 * @type {Readonly<Record<string, RegExp>>}
 */
const LATER_PARTS = {
  // Small modules that nearly all parts use.
  base: /\/(base|kit)\/(errors|refused|typed-events|cut-text)\.ts$|\/ui\/words\/(numbers|common)\.ts$/,
  encoding:
    /\/engine\/\w+\/(encoding-run|live-encoding|deferred-encoding|encoder-job|page-job-channel|remove-take-file|take-encoding|keep-result)\.ts$|\/shared\/\w+\/(ffmpeg-args|job-progress|feed-ring)\.ts$/,
  'take-reading':
    /\/engine\/(?:\w+\/)+(take-reading|take-listing|take-removal|short-file|take-index|memory-takes-folder|stored-text|reopened-take|name-list|name-change)\.ts$|\/shared\/\w+\/(event-lines|take-replay|take-standing|wav-header|four-cc|name-scheme)\.ts$/,
  'source-notices':
    /\/ui\/\w+\/(source-notices|clipping-watch|gap-text|ledger-text|marker-name-field|health-details)\.ts$|\/ui\/words\/later\/(source-notices|sound)\.ts$|\/shared\/\w+\/duration-text\.ts$/,
  'save-take':
    /\/ui\/\w+\/(save-take|read-as-job|short-recording)\.ts$|\/ui\/words\/later\/save-take\.ts$|\/engine\/\w+\/destinations\.ts$/,
  'edited-audio': /\/engine\/edit\/(edited-audio|scaled-spans)\.ts$|\/ui\/player\/open-sound\.ts$/,
  'measure-loudness': /\/engine\/peaks\/(measure-loudness|background-reading)\.ts$/,
  takes: /\/ui\/(takes\/(take-card-text|whole-file)|words\/later\/takes)\.ts$/,
  naming:
    /\/ui\/(naming\/(scheme-editor|scheme-field|scheme-text|words-of-text|word-prompt|rename-dialog|names-back)|words\/later\/naming)\.ts$/,
  waveform:
    /\/(ui|shared)\/waveform\/|\/ui\/(record\/(growing-overview|loudness-tiles)|editor\/(edited-peaks|scale-columns)|kit\/tiles-style|text\/loudness-text)\.ts$|\/ui\/words\/later\/waveform\.ts$|\/engine\/peaks\/live-drawing\.ts$/,
  'take-library':
    /\/ui\/(list\/(?!takes-panel|swipe\/)|library\/(library-model|list-window|selection|take-order|played-seconds)|player\/(sound-element|jump-timer|player-jumps)|kit\/popup-menu|words\/later\/library)/,
  'row-swipes': /\/ui\/list\/swipe\//,
  'take-page':
    /\/ui\/((take-page|take-facts|editor(?!\/edited-peaks|\/scale-columns)|export)\/|player\/silence-skipper|takes\/(splitting|gone-take)|notices\/offer-marker|kit\/enabled-focus|text\/marker-text|words\/later\/(take-page|take-facts|export)\.ts)/,
  'settings-page': /\/ui\/(settings-page\/|app\/keys-dialog\.ts$|words\/later\/settings\.ts$)/,
  'mic-check':
    /\/ui\/words\/later\/mic-check\.ts$|\/ui\/mic-check\/(?!mic-check-model)|\/engine\/check\/|\/shared\/capture\/(capture-port|capture-ring-reader)\.ts$/,
  install:
    /\/ui\/(install\/(start-installed|launch-queue|shared-files|update-offer|watch-updates)|words\/later\/install)\.ts$/,
  'convert-form':
    /\/ui\/\w+\/(opened-files|convert-form|converting|load-converting|job-bar)\.ts$|\/ui\/words\/later\/convert\.ts$|\/shared\/\w+\/(readable-files|file-title)\.ts$/,
};

export const pageChunks = Object.entries(LATER_PARTS).map(([name, test]) => ({
  name,
  test,
  // Their other imports, most of which the entry needs too, stay outside these files.
  includeDependenciesRecursively: false,
}));

/**
 * Puts every module that the journal worker imports statically into one chunk, `journal`. The bundler would split these
 * modules by which of the worker's later parts share them, and small files compress badly. They cannot stay in the
 * worker's own file, because that file awaits its WebAssembly at top level. Modules that only later parts import are
 * left to the bundler, so that they load with those parts.
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
      seen.add(importer); // iterating a Set also visits the entries added meanwhile
    }
  }
  return null;
}
