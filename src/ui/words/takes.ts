import { takesText } from './common.ts';

/** Words of the takes that are needed at once. Those of the list are in `later/library.ts`. */

export const takes = 'Takes';
export const deletedTakes = 'Deleted takes';

export const noTakesYet = 'No takes yet.';
/** `key` is markup. */
export const pressToRecord = <Key>(key: Key): (string | Key)[] => [
  'Press ',
  key,
  ' to record, or drop audio here.',
];
export const keptInMemory = 'Takes are kept in memory until this page is closed.';
export const keptInStorage = 'Takes are kept in this browser until you delete them.';

/** What the toast tells after a deletion. */

export const takeDeleted = (name: string): string => `${name} deleted`;
export const takesDeleted = (count: number): string => `${takesText(count)} deleted`;
