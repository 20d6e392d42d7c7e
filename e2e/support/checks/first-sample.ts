/** What a page measured for the last click on Record. */
export interface FirstSample {
  /** Milliseconds from the click to the first sample of the take; undefined until there is one. */
  clickToFirstMs: number | undefined;
}

declare global {
  interface Window {
    firstSample: FirstSample;
  }
}

/**
 * Runs in the page, and refers to nothing outside itself. After each click on Record, it watches for the take's first
 * sample. When the clock on the page is first seen running, the time that it shows has passed since the first sample.
 */
export function watchFirstSample(): void {
  type ElapsedTime = Element & { running: boolean; seconds(): number };

  window.firstSample = { clickToFirstMs: undefined };

  const find = (root: ParentNode): ElapsedTime | undefined => {
    for (const element of root.querySelectorAll('*')) {
      if (element.localName === 'elapsed-time') return element as ElapsedTime;
      const inside = element.shadowRoot && find(element.shadowRoot);
      if (inside) return inside;
    }
    return undefined;
  };

  const watch = (clickedAt: number) => {
    const seen: FirstSample = { clickToFirstMs: undefined };
    window.firstSample = seen;
    const clock = find(document);
    const look = () => {
      const elapsedMs = clock?.running ? 1000 * clock.seconds() : 0;
      if (elapsedMs > 0) seen.clickToFirstMs = performance.now() - clickedAt - elapsedMs;
      // A later click starts its own watch.
      else if (window.firstSample === seen) setTimeout(look, 1);
    };
    look();
  };

  const isRecord = (target: EventTarget) =>
    target instanceof HTMLButtonElement && /^Record\b/.test(target.textContent.trim());
  addEventListener(
    'click',
    (event) => {
      if (event.composedPath().some(isRecord)) watch(performance.now());
    },
    { capture: true },
  );
}
