/**
 * Where takes are kept: in the browser's private file system, or, where the browser refuses it as in some private
 * windows, in memory until the page is closed.
 */
export type StorageKind = 'disk' | 'memory';

/** What takes in memory may need together: a page that needs much more is in danger of being ended by the browser. */
export const MEMORY_STORAGE_BYTES = 512 * 1024 * 1024;
