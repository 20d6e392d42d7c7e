/** Words of the installed app: files that it is given, and new versions. */

/** The name of a file that came without one. */
export const sharedFile = 'Shared file';
export const sharedFileLost = 'The shared file did not arrive.';
export const sharedFileLostAdvice =
  'The browser had no room for it, perhaps. Use “Open file” to open it from where it is.';

export const newVersion = 'A new version is ready.';
export const reload = 'Reload';
