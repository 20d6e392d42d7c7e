import type { Page } from 'playwright';

/**
 * Makes the microphone take `ms` milliseconds longer to open from now on, like a wireless one or one that needs the
 * person's permission.
 */
export async function slowMicrophone(page: Page, ms: number): Promise<void> {
  await page.evaluate((ms) => {
    const open = MediaDevices.prototype.getUserMedia;
    MediaDevices.prototype.getUserMedia = async function (constraints) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      return open.call(this, constraints);
    };
  }, ms);
}
