import { takesText } from '../common.ts';
import { countText } from '../numbers.ts';

/** The dialog. */

export const exportOne = (name: string): string => `Export “${name}”`;
export const exportSeveral = (takes: number): string => `Export ${takesText(takes)}`;
/** The take is gone. */
export const exportNone = 'Export';
export const nothingLeft = 'There is nothing to export any more.';
export const firstFiles = 'Of each take one file: the first that has all its edits.';
export const noFile = 'This take has no file.';
export const file = 'File';
export const allCut = 'All of it is cut: there is nothing to export. Undo brings it back.';
export const noSound = 'Nothing was recorded: there is nothing to export.';
export const pressShare = 'Ready. Press Share.';
export const tooLargeToShare =
  'This is too large for this browser to share. Use Download, or Convert to a smaller format first.';
/** @param most how many files it shares at once */
export const tooManyToShare = (most: number): string =>
  `These are too many files for this browser to share. Use Download, or share at most ${most} takes at once.`;
export const shareRefused = 'This browser refused to share this. Use Download.';
export const shareIsOpen = 'Another share is still open: close it first.';
export const share = 'Share';
export const save = 'Save';
export const download = 'Download';
export const convert = 'Convert';

/** What goes on. */

export const saving = (takes: number): string => `Saving ${takesText(takes)}`;
export const downloading = (takes: number): string => `Downloading ${takesText(takes)}`;
export const converting = (takes: number): string => `Converting ${takesText(takes)}`;
export const preparingFile = (name: string): string => `Preparing ${name}`;
export const preparing = (takes: number): string => `Preparing ${takesText(takes)}`;

/** What was done. */

/** @param deleted how many of those saved were then deleted in Capstan */
export const savedTo = (done: number, of: number, folder: string, deleted: number): string => {
  const takes = takesOf(done, of);
  if (deleted === 0) return `${takes} saved to ${folder}`;
  const those = deleted === done ? ' and' : `, ${countText(deleted)} of them`;
  return `${takes} saved${those} deleted here: ${folder}`;
};
export const downloaded = (done: number, of: number): string =>
  `${takesOf(done, of)} went to the browser’s downloads`;
const takesOf = (done: number, of: number): string =>
  done === of ? takesText(of) : `${countText(done)} of ${takesText(of)}`;

/** What was left out. */

export const folderForgotten = 'The folder for copies was forgotten in another window';
export const chooseFolderAgain = 'Press Save again, and choose a folder.';

export const notSaved = (takes: readonly string[]): string => `Not saved: ${takes.join(', ')}`;
export const notShared = (takes: readonly string[]): string => `Not shared: ${takes.join(', ')}`;
export const notSharedAdvice = 'Press Share again, or use Download.';
export const notConverted = (takes: readonly string[]): string => `Not converted: ${takes.join(', ')}`;
/** @param takes how many had nothing to export */
export const passedOver = (takes: number): string => `${takesText(takes)} passed over`;
export const withoutFile = (takes: readonly string[]): string => `No file: ${takes.join(', ')}`;
export const wholeCut = (takes: readonly string[]): string =>
  `All of it is cut, and Undo brings it back: ${takes.join(', ')}`;
export const withoutSound = (takes: readonly string[]): string => `Nothing was recorded: ${takes.join(', ')}`;
export const exportAgain = 'Something else was being done with them. Export them again when that has ended.';
