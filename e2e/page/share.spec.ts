import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { App } from '../support/browser/app.ts';
import { Finger } from '../support/browser/finger.ts';
import { inStudio } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';

declare global {
  interface Window {
    shared: { readonly name: string; readonly type: string; readonly digest: string }[];
  }
}

/** This browser has no apps to share with: what they would get is kept. */
function standInShare(): void {
  window.shared = [];
  navigator.canShare = ({ files = [] } = {}) => files.every(({ type }) => type.startsWith('audio/'));
  navigator.share = async ({ files = [] } = {}) => {
    for (const file of files) {
      const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
      const digest = Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
      window.shared.push({ name: file.name, type: file.type, digest });
    }
  };
}

test('on a phone whose browser shares files, Share comes first, and gives every byte', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, phone: true }, async (studio) => {
    await studio.page.addInitScript(standInShare);
    const app = await App.open(studio);
    const finger = await Finger.of(studio.page);
    await app.choose('WAV', '16-bit');
    await app.record('Note');
    await app.untilElapsed(1);
    await app.stop('Note');
    const dialog = await app.exportTake('Note');
    const share = dialog.getByRole('button', { name: 'Share' });
    await expect(share).toHaveClass(/primary/);
    const buttons = await dialog.locator('.ways button').allTextContents();
    expect(buttons.map((text) => text.trim())).toEqual(['Share', 'Save', 'Download', 'Convert']);
    await finger.tap(share);
    const shared = () => studio.page.evaluate(() => window.shared);
    await expect.poll(shared).toHaveLength(1);
    const [file] = await shared();
    expect(file).toEqual({
      name: 'Note.wav',
      type: 'audio/wav',
      digest: createHash('sha256')
        .update(readFileSync(await app.fetch('audio.wav')))
        .digest('hex'),
    });
    expect(studio.problems).toEqual([]);
  });
});

test('where the browser shares no files, Save comes first', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, phone: true }, async (studio) => {
    const app = await App.open(studio);
    await app.record('Note');
    await app.untilElapsed(0.5);
    await app.stop('Note');
    const dialog = await app.exportTake('Note');
    await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toHaveClass(/primary/);
    await expect(dialog.getByRole('button', { name: 'Share' })).toHaveCount(0);
  });
});
