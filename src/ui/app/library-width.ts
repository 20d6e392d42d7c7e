const KEY = 'capstan-library-width';

/** Gives the library of this page the width that was stored, in CSS pixels. The style of the page limits it. */
export function restoreLibraryWidth(page: HTMLElement): void {
  try {
    const width = Number(localStorage.getItem(KEY));
    if (width > 0) page.style.setProperty('--library', `${width}px`);
  } catch {
    // Site data is blocked: the library has its usual width.
  }
}

/** Sets the width of the library, in CSS pixels, and stores it. Undefined: the usual one. */
export function setLibraryWidth(page: HTMLElement, width: number | undefined): void {
  if (width === undefined) page.style.removeProperty('--library');
  else page.style.setProperty('--library', `${width}px`);
  try {
    if (width === undefined) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, String(width));
  } catch {
    // Site data is blocked or full. The width then lasts as long as the page.
  }
}
