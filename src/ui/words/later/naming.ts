import { takesText } from '../common.ts';
import { counted } from '../numbers.ts';

/** scheme-editor and scheme-field */

export const namesOfNextTakes = 'Names of the next takes';
export const scheme = 'Scheme';
export const addToScheme = 'Add to the scheme';
export const speaker = 'Speaker';
export const wordsToRecord = 'Words to record, one a line';
export const nextNames = 'Next names';
export const noScheme = 'No scheme';

/** Why a scheme cannot be used. */

/** @param token without its braces @param known all tokens with their braces */
export const unknownToken = (token: string, known: string): string =>
  `{${token}} is unknown. Use ${known} or {n:03}.`;
/** @param token without its braces */
export const tokenStandsTwice = (token: string): string => `{${token}} stands twice. Use it once.`;
export const braceNotClosed = 'A { is not closed. Write {{ for the sign itself.';
export const schemeIsEmpty = 'Write a name, or use the buttons.';
export const nameTooLong = (most: number): string => `A name has at most ${most} characters.`;

/** word-prompt */

export const allRecorded = 'All words are recorded';
export const placeInList = (place: number, words: number): string => `${place} of ${words}`;
export const back = 'Back';
export const previousWord = 'Back to the previous word';
export const skip = 'Skip';
export const skipWord = 'Skip this word';

/** rename-dialog */

export const renameTakes = (count: number): string => `Rename ${takesText(count)}`;
export const oldAndNewNames = 'Old and new names';
/** Stands between the old name and the new one, for screen readers. */
export const becomes = 'becomes';
export const nameIsTaken = 'another take has this name without the number';
export const schemeGivesNoName = 'the scheme gives no name here, so it stays';
export const namesMarked = (count: number): string =>
  counted(count, { one: '# name is marked', other: '# names are marked' });
export const renaming = 'Renaming';
export const rename = 'Rename';
export const takesRenamed = (count: number): string => `${takesText(count)} renamed`;
