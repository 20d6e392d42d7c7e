import { NOISE, signalFile } from '../signals/signals.ts';
import { App } from './app.ts';
import { inStudio, type Studio } from './studio.ts';
import { expect } from './test.ts';

/** Runs a test with the app, a microphone and WAV selected. The test fails if anything is printed as an error. */
export async function withApp(work: (app: App, studio: Studio) => Promise<void>): Promise<void> {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path }, async (studio) => {
    const app = await App.open(studio);
    await app.choose('WAV', '16-bit');
    await work(app, studio);
    expect(studio.problems).toEqual([]);
  });
}
