import type { Page } from 'playwright';

/** From now on the microphone takes so long to open, as a wireless one does, or one that the person is asked for. */
export async function slowMicrophone(page: Page, ms: number): Promise<void> {
  await page.evaluate((ms) => {
    const open = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (constraints) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return open.call(this, constraints);
    };
  }, ms);
}
