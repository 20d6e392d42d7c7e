import { openDB, type IDBPDatabase } from 'idb';

const DATABASE = 'capstan';
/** What the database has: handles of folders and files, which no other storage takes. */
export const HANDLES = 'handles';

let opened: Promise<IDBPDatabase> | undefined;

/** Opened once, and again after it was closed, or could not be opened. */
export function database(): Promise<IDBPDatabase> {
  if (opened !== undefined) return opened;
  const forget = () => {
    if (opened === opening) opened = undefined;
  };
  const opening = openDB(DATABASE, 1, {
    upgrade(created) {
      created.createObjectStore(HANDLES);
    },
    /** Another tab deletes the database, or has a newer version of it: that waits until this one is closed. */
    blocking() {
      forget();
      void opening.then((database) => database.close());
    },
    terminated: forget,
  });
  opened = opening;
  opening.catch(forget);
  return opening;
}
