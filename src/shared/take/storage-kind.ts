/**
 * Where takes are kept: in the browser's private file system or, if the browser refuses that (as in some private
 * windows), in memory until the page is closed.
 */
export type StorageKind = 'disk' | 'memory';

/** Limit for all takes in memory together. The browser may end a page that needs much more. */
export const MEMORY_STORAGE_BYTES = 512 * 1024 * 1024;
