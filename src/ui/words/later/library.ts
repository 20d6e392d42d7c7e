import { counted } from '../numbers.ts';

/** What can be done with takes: in the menu, on the selection bar and by a swipe. */

export const open = 'Open';
export const rename = 'Rename';
export const download = 'Download';
export const exportIt = 'Export…';
/** @param job `Saving Take 1.flac` */
export const cancelJob = (job: string): string => `Cancel: ${job}`;
export const star = 'Star';
export const removeStar = 'Remove star';
export const reject = 'Reject';
export const notRejected = 'Not rejected';
export const select = 'Select';
/** A key as the menu shows it. @param key `Control+E`, `Delete` */
export const keyText = (key: string): string => key.replace('Control', 'Ctrl').replace('Delete', 'Del');

/** take-list and take-row */

export const listOfTakes = 'Takes';
export const nothingNamed = (query: string): string => `Nothing named “${query}”`;
export const rejectedAreHidden = (count: number): string =>
  counted(count, { one: '# rejected take is hidden', other: '# rejected takes are hidden' });
export const clearSearch = 'Clear';
export const newName = 'New name';
export const moreFor = (take: string): string => `More for ${take}`;
export const playTake = (take: string): string => `Play ${take}`;
export const pauseTake = (take: string): string => `Pause ${take}`;
export const selectTake = (take: string): string => `Select ${take}`;
export const starTake = (take: string): string => `Star ${take}`;

/** row-text */

export const today = 'Today';
export const yesterday = 'Yesterday';
export const noFile = 'No file';
export const recovered = 'Recovered';
export const inAnotherTab = 'In another tab';
export const notStopped = 'Not stopped';
export const notEncoded = 'Not encoded';
export const removedToday = 'Removed today';
export const removedIn = (days: number): string =>
  counted(days, { one: 'Removed in # day', other: 'Removed in # days' });

/** list-toolbar */

export const searchTakes = 'Search takes';
export const listOptions = 'List options';
export const newestFirst = 'Newest first';
export const oldestFirst = 'Oldest first';
export const byName = 'By name';
export const longestFirst = 'Longest first';
export const groupByDay = 'Group by day';
export const showRejected = 'Show rejected';

/** selection-bar */

export const selectedTakes = 'Selected takes';
export const selected = (count: number): string => counted(count, { other: '# selected' });
export const selectAll = 'All';
export const renameSelected = 'Rename…';

/** deleted-list */

export const deleted = 'Deleted';
/** What the button does, which removes all deleted takes for good. */
export const emptyIt = 'Empty';
/** What the list is without takes. */
export const isEmpty = 'Empty';
export const backToTakes = 'Back';
export const spaceOfDeleted = (bytes: string): string => `They still take up ${bytes} of the space.`;
export const restore = 'Restore';
export const restoreTake = (take: string): string => `Restore ${take}`;
export const deleteTakeForEver = (take: string): string => `Delete for ever: ${take}`;
