import { expect, type Locator, type Page } from 'playwright/test';

/**
 * Plays a take with its Play button, at `rate`. Returns the duration that the player reports and the position where it
 * ended, in seconds.
 */
export async function playToTheEnd(
  take: Locator,
  rate: number,
): Promise<{ readonly duration: number; readonly end: number }> {
  await take.getByRole('button', { name: /^Play / }).click();
  // It is no part of the document, and comes with the first sound.
  const player = await take.page().waitForFunction(() => {
    const page = document.querySelector('capstan-app') as unknown as {
      app: { player: { element?: HTMLAudioElement } };
    };
    return page.app.player.element;
  });
  const at = () => player.evaluate((audio: HTMLAudioElement) => audio.currentTime);
  await expect.poll(at).toBeGreaterThan(0.2);
  const early = await at();
  await expect.poll(at).toBeGreaterThan(early);
  await player.evaluate((audio: HTMLAudioElement, rate) => (audio.playbackRate = rate), rate);
  const ended = () => player.evaluate((audio: HTMLAudioElement) => audio.ended);
  await expect.poll(ended, { timeout: 20_000 }).toBe(true);
  const duration = await player.evaluate((audio: HTMLAudioElement) => audio.duration);
  return { duration, end: await at() };
}

/** The bytes as the browser itself decodes them, as mono at 44.1 kHz. */
export async function decodeInPage(page: Page, bytes: Buffer): Promise<Float32Array> {
  const base64 = await page.evaluate(async (encoded) => {
    const data = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    const decoded = await new OfflineAudioContext(1, 1, 44100).decodeAudioData(data.buffer);
    const mono = new Float32Array(decoded.length);
    for (let c = 0; c < decoded.numberOfChannels; c++) {
      const plane = decoded.getChannelData(c);
      for (let i = 0; i < mono.length; i++) mono[i]! += plane[i]! / decoded.numberOfChannels;
    }
    const blob = new Blob([mono]);
    return new Promise<string>((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '');
      reader.onerror = () => reject(new Error('the samples could not be read'));
      reader.readAsDataURL(blob);
    });
  }, bytes.toString('base64'));
  const raw = Buffer.from(base64, 'base64');
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
}
