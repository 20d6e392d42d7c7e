import { expect, it } from 'vitest';
import { launchChromium } from '../../e2e/support/browser/fake-mic.ts';

it('names a microphone file that cannot be read, where Chromium would deliver silence', async () => {
  const options = { micFile: '/no/such/file.wav', executablePath: '/no/such/browser' };
  await expect(launchChromium(options)).rejects.toThrow('/no/such/file.wav');
});
