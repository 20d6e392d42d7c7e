import { takesText } from '../common.ts';

/** The dialog. */

export const exportOne = (name: string): string => `Export “${name}”`;
export const exportSeveral = (takes: number): string => `Export ${takesText(takes)}`;
export const nothingLeft = 'There is nothing to export any more.';
export const firstFiles = 'Of each take one file: the first that has all its edits.';
export const noFile = 'This take has no file.';
export const file = 'File';
export const allCut = 'All of it is cut: there is nothing to export. Undo brings it back.';
export const pressShare = 'Ready. Press Share.';
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
