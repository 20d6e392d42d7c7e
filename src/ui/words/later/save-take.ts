export const saving = (file: string): string => `Saving ${file}`;
export const preparing = (file: string): string => `Preparing ${file}`;
/** @param place the folder or the file */
export const saved = (take: string, place: string): string => `${take} is saved: ${place}`;
export const savedAndDeleted = (take: string, place: string): string =>
  `${take} is saved: ${place}, and deleted here`;
export const notDeleted = (take: string): string => `“${take}” is saved and still here`;
export const notDeletedWhy =
  'The copy lacks something of it: it was changed meanwhile, or the copied file has not all of it.';
export const deleteHere = 'Delete here';
export const downloaded = (file: string): string => `${file} went to the browser’s downloads`;
