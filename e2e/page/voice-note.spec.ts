import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { startExample } from '../../examples/voice-note/server.mjs';
import { decodeToWav } from '../support/files/decode.ts';
import { signalFile } from '../support/signals/signals.ts';
import { inStudio, type Studio } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';
import { readWav } from '../support/files/wav.ts';

const SENTENCE = 'Call me back when the boat is in, and bring the long rope.';

/** Runs a test with the example as a person uses it, with the server that comes with it. */
async function withVoiceNote(
  work: (parts: { page: Page; notes: string; studio: Studio; server: ExampleServer }) => Promise<void>,
): Promise<void> {
  const mic = await signalFile({ kind: 'speech', seconds: 20, text: SENTENCE });
  await inStudio({ micFile: mic.path, ownBrowser: true }, async (studio) => {
    const notes = join(studio.folder, 'notes');
    const server = new ExampleServer(notes);
    await server.start();
    try {
      await studio.page.goto(server.url);
      await work({ page: studio.page, notes, studio, server });
    } finally {
      server.stop();
    }
    expect(studio.problems.filter((problem) => !problem.includes('ERR_CONNECTION_REFUSED'))).toEqual([]);
  });
}

class ExampleServer {
  readonly #notes: string;
  #port = 0;
  #running: Awaited<ReturnType<typeof startExample>> | undefined;

  constructor(notes: string) {
    this.#notes = notes;
  }

  get url(): string {
    return this.#running!.url;
  }

  /** Starts at the address that it had before. */
  async start(): Promise<void> {
    this.#running = await startExample({ root: 'dist-example', notes: this.#notes, port: this.#port });
    this.#port = Number(new URL(this.url).port);
  }

  stop(): void {
    this.#running?.close();
  }
}

async function record(page: Page, seconds: number): Promise<void> {
  await page.getByRole('button', { name: 'Record' }).click();
  await expect(page.getByRole('status')).toHaveText('Recording');
  await page.waitForTimeout(1000 * seconds);
}

const unsent = (page: Page) => page.getByRole('list', { name: 'Not sent yet' }).getByRole('listitem');

test('a voice note is recorded, played, sent and marked as sent; one that did not arrive, and one whose page was closed while it was recorded, are offered again', async () => {
  await withVoiceNote(async ({ page, notes, studio, server }) => {
    await test.step('recorded, played, sent and marked as sent', async () => {
      await expect(page.getByText('Record asks the browser for your microphone')).toBeVisible();
      await record(page, 2);
      await page.getByRole('button', { name: 'Stop' }).click();
      await expect(unsent(page)).toHaveText([/^Voice note, \d\.\d s/]);

      await page.getByRole('button', { name: 'Play' }).click();
      const played = () => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime);
      await expect.poll(played).toBeGreaterThan(0.5);

      await page.getByRole('button', { name: 'Send' }).click();
      await expect(unsent(page)).toHaveCount(0);
      const [note, ...others] = readdirSync(notes);
      expect(others).toEqual([]);
      const path = join(notes, note!);
      expect(note).toBe(`${createHash('sha256').update(readFileSync(path)).digest('hex')}.opus`);
      const { frames, sampleRate } = readWav(await decodeToWav(path, { folder: studio.folder }));
      expect(frames / sampleRate).toBeGreaterThan(2);

      await page.reload();
      await expect(page.getByRole('button', { name: 'Record' })).toBeEnabled();
      await expect(unsent(page)).toHaveCount(0);
    });
    await test.step('offered again', async () => {
      await record(page, 1);
      await page.getByRole('button', { name: 'Stop' }).click();
      await expect(unsent(page)).toHaveCount(1);
      server.stop();
      await page.getByRole('button', { name: 'Send' }).click();
      await expect(page.getByRole('alert')).toHaveText(/^Not sent: the server cannot be reached/);
      await expect(unsent(page)).toHaveCount(1);
      await server.start();

      await page.reload();
      await expect(unsent(page)).toHaveCount(1);
      await record(page, 2);
      await page.reload();
      await expect(unsent(page)).toHaveCount(2);
      // One note is played, and at once the other.
      await page.evaluate(() => {
        for (const button of document.querySelectorAll('button'))
          if (button.textContent === 'Play') button.click();
      });
      await expect
        .poll(() => page.locator('audio').evaluate((audio: HTMLAudioElement) => audio.currentTime > 0))
        .toBe(true);
      await expect(page.getByRole('alert')).toBeEmpty();
      for (let left = 1; left >= 0; left--) {
        await page.getByRole('button', { name: 'Send' }).first().click();
        await expect(unsent(page)).toHaveCount(left);
      }
      expect(readdirSync(notes)).toHaveLength(3);
    });
  });
});
