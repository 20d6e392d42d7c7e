const THEN = String.raw`(?:\.then\(\w+=>\w+\.\w+\))?`;
const IMPORT = String.raw`import\("[^"]+"\)${THEN}`;
const REST = String.raw`,__VITE_PRELOAD__,import\.meta\.url\)`;
const PLAIN = new RegExp(String.raw`[\w$]+\(\(\)=>(${IMPORT})${REST}`, 'g');
/** Names are taken out of the module, and out of an object with these names by the caller. */
const NAMED = new RegExp(
  String.raw`[\w$]+\(async\(\)=>\{let\{[^}]*\}=await[ (](${IMPORT})\)?;return\{[^}]*\}\}${REST}`,
  'g',
);

/**
 * Takes the calls of Vite's preload helper, which has nothing to preload here, from around the `import()`s of a minified
 * script. Throws if one has another form.
 *
 * @param {string} code
 * @returns {string}
 */
export function bareImports(code) {
  const bare = code.replace(PLAIN, '$1').replace(NAMED, '$1');
  const left = bare.indexOf('__VITE_PRELOAD__');
  if (left >= 0) throw new Error(`an import of another form: ${bare.slice(left - 150, left + 50)}`);
  return bare;
}

/**
 * Makes the app's scripts shorter: some 200 bytes of the first load with gzip. Runs after `shorterScripts`.
 *
 * @returns {import('vite').Plugin}
 */
export function bareImportsOnly() {
  return {
    name: 'bare-imports',
    apply: 'build',
    // The names of the files have digests of what Vite made.
    augmentChunkHash: () => 'bare-imports 1',
    generateBundle: {
      order: 'pre',
      handler(_, bundle) {
        for (const chunk of Object.values(bundle))
          if (chunk.type === 'chunk') chunk.code = bareImports(chunk.code);
      },
    },
  };
}
