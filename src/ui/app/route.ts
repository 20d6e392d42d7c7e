import { Model } from '../kit/model.ts';

/** The pages, each with its address `#/<page>`. */
export const PAGES = ['record', 'takes', 'settings'] as const;

export type Page = (typeof PAGES)[number];

/** What the page shows. */
export interface Route {
  readonly page: Page;
}

/** Undefined for an address that this page does not know. Without an address it is the record view. */
export function routeOf(hash: string): Route | undefined {
  if (hash === '' || hash === '#') return { page: 'record' };
  const page = PAGES.find((page) => hash === `#/${page}`);
  return page === undefined ? undefined : { page };
}

/** The page's address. Going back and forward changes it. */
export class RouteModel extends Model {
  #route: Route = { page: 'record' };

  get page(): Page {
    return this.#route.page;
  }

  start(): void {
    window.addEventListener('hashchange', () => this.#read());
    this.#read();
  }

  go(page: Page): void {
    if (page !== this.page) location.hash = `#/${page}`;
  }

  /** Leaves the settings or the list of takes. */
  leave(): void {
    this.go('record');
  }

  #read(): void {
    const route = routeOf(location.hash);
    // An address that nobody made for this version of the page: not kept in the history.
    if (route === undefined) history.replaceState(null, '', '#/record');
    this.#route = route ?? { page: 'record' };
    this.changed();
  }
}
