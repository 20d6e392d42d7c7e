import { cutText } from '../../../shared/base/cut-text.ts';

export const saving = (file: string): string => `Saving ${file}`;
export const preparing = (file: string): string => `Preparing ${file}`;
/** @param place the folder or the file */
export const saved = (take: string, place: string): string => `${short(take)} is saved: ${short(place)}`;
export const savedAndDeleted = (take: string, place: string): string =>
  `${short(take)} is saved and deleted here: ${short(place)}`;
export const notDeleted = (take: string): string => `“${take}” is saved and still here`;
export const notDeletedWhy =
  'The copy lacks something of it: it was changed meanwhile, or the copied file has not all of it.';
export const deleteHere = 'Delete here';
export const downloaded = (file: string): string => `${short(file)} went to the browser’s downloads`;

/** A long name gives way in its middle to what became of it: a toast has two lines on a phone. */
function short(name: string): string {
  return name.length > 36 ? `${cutText(name, 22)}…${Array.from(name).slice(-12).join('')}` : name;
}
