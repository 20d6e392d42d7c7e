import type { Page } from 'playwright';

declare global {
  interface Window {
    /** What the page had of the browser so far. */
    used: { readonly tracks: MediaStreamTrack[]; readonly contexts: AudioContext[] };
  }
}

/** Before the page is opened, and after any kit of faults: keeps count of microphones and audio contexts. */
export async function watchUse(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const used: Window['used'] = { tracks: [], contexts: [] };
    window.used = used;
    const { mediaDevices } = navigator;
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints);
      used.tracks.push(...stream.getTracks());
      return stream;
    };
    window.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        used.contexts.push(this);
      }
    };
  });
}

/** How many of them are open at this moment. */
export function inUse(page: Page): Promise<{ readonly microphones: number; readonly contexts: number }> {
  return page.evaluate(() => ({
    microphones: window.used.tracks.filter(({ readyState }) => readyState === 'live').length,
    contexts: window.used.contexts.filter(({ state }) => state !== 'closed').length,
  }));
}
