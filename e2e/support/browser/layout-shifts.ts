import type { Page } from 'playwright/test';

/** Sum of the layout shifts of one step that nobody notices. */
const CALM = 0.02;

/** A layout shift, as the browser measures it. */
export interface Shift {
  readonly value: number;
  /** Whether it came right after an input, or after the window got another size. */
  readonly afterInput: boolean;
  /** The boxes that moved. */
  readonly what: string;
}

declare global {
  interface Window {
    /** Layout shifts since the last look. */
    shifts: Shift[];
  }
}

/** Collects layout shifts in `window.shifts`. Runs in the page. */
export function collectShifts(): void {
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { value, sources, hadRecentInput } = entry as PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: readonly { readonly previousRect: DOMRect; readonly currentRect: DOMRect }[];
      };
      // The browser does not tell which elements of a shadow tree have moved.
      const box = ({ x, y, width, height }: DOMRect) => [x, y, width, height].map(Math.round).join(' ');
      const what = sources.map(
        ({ previousRect, currentRect }) => `${box(previousRect)} → ${box(currentRect)}`,
      );
      window.shifts.push({ value, afterInput: hadRecentInput, what: what.join(', ') });
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** Takes the shifts since the last look. */
export function takeShifts(page: Page): Promise<Shift[]> {
  return page.evaluate(() => window.shifts.splice(0));
}

/** What moved, in words; undefined where nobody notices it. */
export function noticed(shifts: readonly Shift[]): string | undefined {
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  return sum <= CALM
    ? undefined
    : `shifted by ${sum.toFixed(3)}: ${shifts.map(({ what }) => what).join('; ')}`;
}
