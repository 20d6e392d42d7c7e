import type { LostPolicy } from '../../../engine/failover/capture-failover.ts';
import type { Persistence } from '../../../engine/storage/persistence.ts';
import type { GapPolicy } from '../../../shared/take/ledger.ts';

/** Words of the settings and of the list of all keys. The choices of a setting are keyed by their values. */

export const settings = 'Settings';
export const navigation = 'Settings';
export const toNavigation = 'All settings';
export const pageTitles = {
  recording: 'Recording',
  input: 'Input',
  files: 'Files and names',
  storage: 'Storage',
  looks: 'Looks',
  shortcuts: 'Shortcuts',
  about: 'About',
};

/** Of several settings. */
export const off = 'Off';

/** recording-settings */
export const preRoll = 'Pre-roll';
export const preRollSeconds = (seconds: number): string => `${seconds} s`;
export const preRollHelp =
  'While the microphone is on standby, a take begins this long before Record is pressed.';
export const gaps = 'Missing audio';
export const gapsChoices: Readonly<Record<GapPolicy, string>> = {
  mark: 'Leave it out and mark the place',
  fill: 'Fill it with silence, so that the take keeps time',
};
export const gapsHelp = 'Either way its place and length are noted in the take.';
export const loudness = 'Loudness';
export const loudnessChoices = { on: 'Shown in the record view', off: 'Hidden' };
export const loudnessTarget = 'Loudness target';
export const loudnessUnits = (loudness: string): string => `${loudness} LUFS`;
export const loudnessTargetHelp =
  'The page of a take tells the gain to it. Within 1 LU of it the number is green.';

/** input-settings */
export const microphone = 'Microphone';
export const whatTheCheckIsFor = 'Hear how a take will sound, and see the level of every input.';
export const checkMicrophone = 'Check the microphone';
export const microphoneHelp =
  'Takes have the microphone’s own sample rate. It is chosen in the sound settings of the system.';
export const microphoneLost = 'If the microphone disconnects';
export const microphoneLostChoices: Readonly<Record<LostPolicy, string>> = {
  next: 'Continue with another microphone',
  wait: 'Wait for it to come back',
  stop: 'End the take',
};
export const capture = 'Capture';
export const captureChoices = { twice: 'Twice (safest)', once: 'Once (saves battery)' };
export const captureHelp = 'Twice: the sound comes by two ways at once, and each fills the other’s holes.';

/** files-settings */
export const scheme = 'Naming scheme';
export const schemeHelp = 'For example {speaker}_{n:03}. Empty: takes are named by the time.';
export const speaker = 'Speaker';
export const folder = 'Save folder';
export const noFolder = 'None: Save asks where each time.';
export const chooseFolder = 'Choose folder';
export const forgetFolder = 'Forget folder';
export const afterSave = 'After a take is saved';
export const afterSaveChoices = {
  keep: 'Keep the take in Capstan',
  ask: 'Ask each time',
  delete: 'Delete the take from Capstan',
};
export const afterSaveHelp = 'A download never deletes: the browser does not tell whether it arrived.';

/** storage-settings */
export const space = 'Space';
export const persistence = 'Takes in the browser';
export const persistenceStates: Readonly<Record<Persistence, string>> = {
  kept: 'The browser keeps takes until you delete them.',
  'cleared-when-full': 'The browser may delete takes when the disk runs full.',
  unknown: 'The browser does not tell whether it keeps takes.',
};
export const inMemory = 'Takes are in memory only: they are gone when this page closes.';
export const askPersistence = 'Ask the browser to keep them';
export const notPromised = 'The browser was asked and did not promise to keep them.';
export const persistenceHelp = 'A take is safest as a file of yours: save what you want to keep.';

/** looks-settings */
export const looks = 'Looks';
export const looksChoices = { system: 'System', light: 'Light', dark: 'Dark' };

/** shortcuts-settings */
export const singleKeys = 'Single keys';
export const singleKeysChoices = { on: 'R, P, M, N, Backspace, Space, / and ? work everywhere', off };

/** about-settings */
export const version = 'Version';
export const appOfVersion = (version: string): string => `Capstan ${version}`;
export const privacy = 'Privacy';
export const privacyFact = 'Nothing leaves this device.';
export const licence = 'Licence';
export const licenceFact = 'MIT. The encoder is FFmpeg, under the LGPL.';
export const app = 'App';
export const whatInstallingDoes = 'Capstan can stand among your apps, with a window of its own.';
export const install = 'Install Capstan';

/** keys-dialog */
export const keys = 'Keys';
export const singleKeysHelp = 'Single keys, such as R, can be turned off in Settings.';

/** What stands on keys that have a name. */
export const keyNames = {
  alt: 'Alt',
  backspace: 'Backspace',
  control: 'Ctrl',
  delete: 'Del',
  end: 'End',
  enter: 'Enter',
  escape: 'Esc',
  home: 'Home',
  shift: 'Shift',
  space: 'Space',
};

/** What each key does that works everywhere. */
export const keysEverywhere = {
  record: 'Record, stop',
  pause: 'Pause, resume',
  mark: 'Set a marker',
  markAndName: 'Set a marker and name it',
  next: 'Stop and start the next take',
  discard: 'Held in a take: discard it and start again',
  space: 'In a take: pause, resume. Otherwise: play, pause the last take',
  search: 'Search takes',
  allKeys: 'All keys',
  settings: 'Settings',
  leave: 'Back',
};

export const inList = 'In the list of takes';
export const keysInList = {
  play: 'Play, pause',
  jump: 'A second back, a second on',
  open: 'Open',
  rename: 'Rename; Tab goes on to the next name',
  star: 'Star',
  reject: 'Reject',
  delete: 'Delete',
  undo: 'Undo the deletion',
  select: 'Select',
  selectAll: 'Select all',
  export: 'Export',
  menu: 'Menu',
};

export const onTakePage = 'On the page of a take';
export const keysOnTakePage = {
  play: 'Play, pause; K does so, too',
  jumpFar: '5 seconds back, 5 seconds on',
  jump: 'A second back, a second on; with Shift 5 seconds',
  ends: 'To the start, to the end',
  markers: 'To the marker before; with → to the next',
  nudge: 'The marker at the playhead goes 10 ms back; with → 10 ms on',
  select: 'The selection begins here, ends here',
  trim: 'Keep only the selection',
  split: 'Split the take at the playhead',
  cut: 'Cut the selection',
  clear: 'Clear the selection',
  zoom: 'Zoom in, out',
  showAll: 'Show the whole take',
  undo: 'Undo an edit, not a marker; with Shift: redo',
};
