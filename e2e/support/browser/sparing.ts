import type { Page } from 'playwright';

const PICTURES_PER_SECOND = 5;

/** Lets a page move, as for a person who has nothing against motion. */
export async function letMove(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
}

/**
 * Makes a page draw seldom, as on a slow machine, and fetch nothing ahead, as for a person who saves data. Without a
 * graphics processor, 60 pictures of a page a second take more of the processor than recording does.
 */
export async function beSparing(page: Page): Promise<void> {
  await page.addInitScript(seldomFrames, 1000 / PICTURES_PER_SECOND);
  await page.addInitScript(savingData);
}

/** Runs in the page. */
export function savingData(): void {
  Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
}

/** Gives animation frames at multiples of `everyMs` only. Runs in the page. */
function seldomFrames(everyMs: number): void {
  const ask = globalThis.requestAnimationFrame;
  const cancel = globalThis.cancelAnimationFrame;
  /** By the number that the caller got: a timer, and then a frame. */
  const waiting = new Map<number, { timer: number; frame: number }>();
  let last = 0;
  globalThis.requestAnimationFrame = (callback) => {
    const id = ++last;
    const asked = { timer: 0, frame: 0 };
    asked.timer = window.setTimeout(
      () => {
        asked.frame = ask((nowMs) => {
          waiting.delete(id);
          callback(nowMs);
        });
      },
      everyMs - (performance.now() % everyMs),
    );
    waiting.set(id, asked);
    return id;
  };
  globalThis.cancelAnimationFrame = (id) => {
    const asked = waiting.get(id);
    if (asked === undefined) return;
    waiting.delete(id);
    clearTimeout(asked.timer);
    cancel(asked.frame);
  };
}
