import { Model } from '../kit/model.ts';
import { SETTING_PAGES, type SettingPage } from '../settings/setting-pages.ts';

/** The pages with an address `#/<page>`. The page of a take has `#/take/<id>`, one of the settings `#/settings/<page>`. */
export const PAGES = ['record', 'takes', 'settings'] as const;

export type Page = (typeof PAGES)[number] | 'take';

/** What the page shows. */
export type Route =
  | { readonly page: Exclude<(typeof PAGES)[number], 'settings'> }
  | { readonly page: 'settings'; readonly settings?: SettingPage }
  | { readonly page: 'take'; readonly takeId: string };

const TAKE_ADDRESS = /^#\/take\/([\w-]{1,100})$/;

/** Undefined for an address that this page does not know. Without an address it is the record view. */
export function routeOf(hash: string): Route | undefined {
  if (hash === '' || hash === '#') return { page: 'record' };
  const takeId = TAKE_ADDRESS.exec(hash)?.[1];
  if (takeId !== undefined) return { page: 'take', takeId };
  const settings = SETTING_PAGES.find((name) => hash === `#/settings/${name}`);
  if (settings !== undefined) return { page: 'settings', settings };
  const page = PAGES.find((page) => hash === `#/${page}`);
  return page === undefined ? undefined : { page };
}

/** The address of a take's page. */
export function takeAddress(id: string): string {
  return `#/take/${id}`;
}

/** The page's address. Going back and forward changes it. */
export class RouteModel extends Model {
  /** The take whose page gets the focus once it is shown: it was opened by key. */
  entered: string | undefined;
  #route: Route = { page: 'record' };
  #takeId: string | undefined;

  get page(): Page {
    return this.#route.page;
  }

  /** The page of the settings. Undefined if the address names none. */
  get settings(): SettingPage | undefined {
    return this.#route.page === 'settings' ? this.#route.settings : undefined;
  }

  /** The take that was opened last, which may be gone by now. Undefined if none was. */
  get takeId(): string | undefined {
    return this.#takeId;
  }

  start(): void {
    window.addEventListener('hashchange', () => this.#read());
    this.#read();
  }

  go(page: (typeof PAGES)[number]): void {
    if (page !== this.page) location.hash = `#/${page}`;
  }

  openTake(id: string): void {
    const address = takeAddress(id);
    // The code of its page did not come the first time: drawing it again loads it.
    if (location.hash === address) this.changed();
    else location.hash = address;
  }

  /** Leaves the settings, the list of takes, or the page of a take. */
  leave(): void {
    this.go('record');
  }

  #read(): void {
    const route = routeOf(location.hash);
    // An address that nobody made for this version of the page: not kept in the history.
    if (route === undefined) history.replaceState(null, '', '#/record');
    this.#route = route ?? { page: 'record' };
    if (this.#route.page === 'take') this.#takeId = this.#route.takeId;
    this.changed();
  }
}
