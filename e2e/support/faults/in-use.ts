import type { Page } from 'playwright';

declare global {
  interface Window {
    /** All tracks and audio contexts that the page has opened so far. */
    used: { readonly tracks: MediaStreamTrack[]; readonly contexts: AudioContext[] };
  }
}

/**
 * Tracks the microphones and audio contexts that the page opens. Call this before the page is opened, and after any
 * fault kit is installed.
 */
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

/** The number of microphones and audio contexts that are open now. */
export function inUse(page: Page): Promise<{ readonly microphones: number; readonly contexts: number }> {
  return page.evaluate(() => ({
    microphones: window.used.tracks.filter(({ readyState }) => readyState === 'live').length,
    contexts: window.used.contexts.filter(({ state }) => state !== 'closed').length,
  }));
}
