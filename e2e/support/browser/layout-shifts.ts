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
    /** Hands out the layout shifts since it was called last. */
    takeShifts(): Promise<Shift[]>;
  }
}

/** Collects layout shifts for {@link takeShifts}. Runs in the page. */
export function collectShifts(): void {
  let shifts: Shift[] = [];
  const keep = (entries: PerformanceEntryList) => {
    for (const entry of entries) {
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
      shifts.push({ value, afterInput: hadRecentInput, what: what.join(', ') });
    }
  };
  const observer = new PerformanceObserver((list) => {
    keep(list.getEntries());
  });
  observer.observe({ type: 'layout-shift', buffered: true });
  window.takeShifts = async () => {
    // A shift is known once its frame is drawn: what the last step moved would count for the next one.
    for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
    keep(observer.takeRecords());
    const taken = shifts;
    shifts = [];
    return taken;
  };
}

/** Takes the shifts up to now since the last look. */
export function takeShifts(page: Page): Promise<Shift[]> {
  return page.evaluate(() => window.takeShifts());
}

/** What moved, in words; undefined where nobody notices it. */
export function noticed(shifts: readonly Shift[]): string | undefined {
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  return sum <= CALM
    ? undefined
    : `shifted by ${sum.toFixed(3)}: ${shifts.map(({ what }) => what).join('; ')}`;
}
