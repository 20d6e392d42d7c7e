/** @typedef {import('./read-imports.mjs').Reach} Reach */

/**
 * A room is a folder directly in src/. `main` is src/main.ts; `ambient` is the .d.ts files directly in src/.
 *
 * @typedef {'shared' | 'worklets' | 'workers' | 'engine' | 'ui' | 'testing' | 'service-worker' | 'main' | 'ambient'} Room
 */

/**
 * The rooms besides its own, and the npm packages, that the code of each room may import.
 *
 * @type {Readonly<Record<Room, { rooms: readonly Room[], packages: readonly string[] }>>}
 */
const MAY_IMPORT = {
  shared: { rooms: [], packages: [] },
  worklets: { rooms: ['shared'], packages: [] },
  workers: { rooms: ['shared'], packages: ['comlink', '@capstan/core', '@ffmpeg/util'] },
  engine: { rooms: ['shared'], packages: ['comlink', 'idb', '@capstan/core', '@ffmpeg/ffmpeg'] },
  ui: { rooms: ['engine', 'shared'], packages: ['lit'] },
  testing: { rooms: [], packages: [] },
  'service-worker': { rooms: [], packages: [] },
  main: { rooms: ['ui', 'engine', 'shared'], packages: ['lit'] },
  ambient: { rooms: [], packages: [] },
};

/**
 * The folders of a room, lowest first. A folder may import the folders before it, and what `MAY_IMPORT` allows.
 *
 * @type {Readonly<Partial<Record<Room, readonly string[]>>>}
 */
const FOLDERS = {
  shared: ['base', 'audio', 'loudness', 'peaks', 'edit', 'take', 'capture', 'journal', 'waveform', 'encode'],
  workers: [
    'base',
    'kernels',
    'loudness',
    'files',
    'peaks',
    'edit',
    'take',
    'split',
    'clock',
    'merge',
    'drain',
    'capture',
    'journal',
    'waveform',
    'ffmpeg',
    'encode',
  ],
  engine: [
    'base',
    'microphone',
    'capture',
    'ways',
    'journal',
    'opening',
    'check',
    'failover',
    'takes',
    'edit',
    'encode',
    'convert',
    'record',
    'peaks',
    'save',
    'storage',
    'door',
  ],
  ui: [
    'words',
    'kit',
    'text',
    'waveform',
    'editor',
    'settings',
    'notices',
    'install',
    'library',
    'status',
    'naming',
    'record',
    'player',
    'dock',
    'mic-check',
    'convert',
    'takes',
    'list',
    'export',
    'take-facts',
    'take-page',
    'settings-page',
    'app',
  ],
};

/** A file with more lines does more than one thing. */
export const MOST_LINES_IN_A_FILE = 300;

/** A folder with more files must be split. */
export const MOST_FILES_IN_A_FOLDER = 14;

/**
 * Packages that only certain files may import, and the query that the import must have.
 *
 * @type {Readonly<Record<string, Readonly<Record<string, { query?: string }>>>>}
 */
const ONLY_FROM = {
  '@capstan/core': {
    'src/engine/encode/core-files.ts': { query: 'url' },
    'src/workers/ffmpeg/ffmpeg-process.ts': {},
  },
  '@ffmpeg/ffmpeg': { 'src/engine/convert/probe.ts': {} },
  '@ffmpeg/util': { 'src/workers/ffmpeg/core-loader.ts': {} },
};

/** The DSP kernels, which are built outside src/. */
const KERNELS = 'build/kernels.wasm';
const THREAD_ROOMS = ['workers', 'worklets'];

/**
 * @param {string} path relative to the project's root, with forward slashes
 * @returns {Room | undefined} undefined outside src/ and in a folder of src/ that is no room
 */
export function roomOf(path) {
  if (path === 'src/main.ts') return 'main';
  if (/^src\/[^/]+\.d\.ts$/.test(path)) return 'ambient';
  const folder = /^src\/([^/]+)\//.exec(path)?.[1];
  return folder !== undefined && isRoomFolder(folder) ? folder : undefined;
}

/**
 * @param {string} folder
 * @returns {folder is 'shared' | 'worklets' | 'workers' | 'engine' | 'ui' | 'testing' | 'service-worker'}
 */
function isRoomFolder(folder) {
  return folder in MAY_IMPORT && folder !== 'main' && folder !== 'ambient';
}

/**
 * @param {string} from the importing file
 * @param {string} target the file it refers to, relative to the project's root
 * @param {Reach} reach
 * @returns {string | undefined} the broken rule, if any
 */
export function judgeFile(from, target, reach) {
  const room = roomOf(from);
  if (room === undefined) return undefined; // the file itself is the violation
  if (target === KERNELS && room === 'workers') return undefined;
  const targetRoom = roomOf(target);
  if (targetRoom === 'main') return 'nothing imports main.ts';
  if (targetRoom === undefined) {
    return target.startsWith('src/')
      ? `${target} is in no room of src/`
      : `src/ imports nothing from outside it but ${KERNELS} in workers, not ${target}`;
  }
  if (targetRoom === room) return judgeFolders(room, from, target);
  if (room === 'engine' && THREAD_ROOMS.includes(targetRoom)) {
    if (reach.kind === 'url' || reach.kind === 'worker') return undefined;
    return `engine reaches ${targetRoom} by URL only: ?worker&url, ?url or new Worker(new URL(…)), types from shared`;
  }
  if (MAY_IMPORT[room].rooms.includes(targetRoom)) return undefined;
  return `${room} does not import ${targetRoom}`;
}

/**
 * @param {string} path
 * @returns {string | undefined} the rule that the file's place within its room breaks, if any
 */
export function judgePlace(path) {
  const room = roomOf(path);
  const folders = room && FOLDERS[room];
  if (folders === undefined || folders.includes(folderOf(path))) return undefined;
  return `a file of ${room} is in one of its folders: ${folders.join(', ')}`;
}

/**
 * @param {Room} room
 * @param {string} from
 * @param {string} target in the same room
 */
function judgeFolders(room, from, target) {
  const folders = FOLDERS[room] ?? [];
  const [own, other] = [folderOf(from), folderOf(target)];
  if (folders.indexOf(other) <= folders.indexOf(own)) return undefined;
  return `${room}/${own} does not import ${room}/${other}, which stands above it`;
}

/** @param {string} path */
function folderOf(path) {
  return path.split('/')[2] ?? '';
}

/**
 * @param {string} from the importing file
 * @param {Reach} reach
 * @returns {string | undefined} the broken rule, if any
 */
export function judgePackage(from, reach) {
  const room = roomOf(from);
  if (room === undefined) return undefined; // the file itself is the violation
  const name = packageName(reach.specifier);
  if (!MAY_IMPORT[room].packages.includes(name)) return `${room} does not import the package ${name}`;
  const places = ONLY_FROM[name];
  if (places === undefined) return undefined;
  const place = places[from];
  if (place === undefined) return `${name} is imported only from ${Object.keys(places).join(' and ')}`;
  if (place.query !== undefined && !reach.query.split('&').includes(place.query)) {
    return `${name} is imported here only with ?${place.query}`;
  }
  return undefined;
}

/** @param {string} specifier */
function packageName(specifier) {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? specifier);
}
