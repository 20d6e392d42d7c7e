import { expect, test, WIDE } from '../support/browser/test.ts';
import { App, only } from '../support/browser/app.ts';
import { assertExact } from '../support/checks/exactness.ts';
import { healedText } from '../support/checks/healed-text.ts';
import { mustRun } from '../support/browser/run.ts';
import { signalFile } from '../support/signals/signals.ts';
import { openStudio, PLAIN } from '../support/browser/studio.ts';
import { assertUnbroken } from '../support/checks/unbroken.ts';
import { readWav } from '../support/files/wav.ts';

for (const { seconds, tag } of [
  { seconds: 10, tag: [] },
  // `npm run soak:exact` repeats this one.
  { seconds: 30, tag: [WIDE] },
])
  test(
    `a ${seconds} s WAV take holds the microphone’s own samples, bit for bit`,
    { tag },
    async ({}, info) => {
      const mic = await signalFile({ kind: 'random', seconds: seconds + 15, seed: 1 + info.repeatEachIndex });
      const studio = await openStudio({ micFile: mic.path, keptForOffline: true, lively: true });
      try {
        const app = await App.open(studio);
        await app.choose('WAV', '16-bit');
        await app.record('Exact');
        await app.untilElapsed(seconds);
        await app.stop('Exact');
        const { ledger } = only(await app.events(), 'stopped');
        const wav = await app.fetch('audio.wav');
        // Without shared memory there is only one capture path (way), so zeros that the browser inserts stay in the take.
        const { frames, zeroRuns } = PLAIN
          ? assertExact(wav, mic, ledger)
          : { frames: assertUnbroken(wav, mic, ledger), zeroRuns: 0 };
        expect(frames).toBeGreaterThanOrEqual(seconds * 44100);
        const other = ledger.gaps.filter(({ kind }) => kind !== 'zeros');
        expect(other, 'nothing but runs of zeros is reported').toEqual([]);
        info.annotations.push({
          type: 'figure',
          description: `${frames} frames exact, ${zeroRuns} runs of zeros reported`,
        });
        if (ledger.healed !== undefined)
          info.annotations.push({
            type: 'figure',
            description: `healed: ${healedText(ledger.healed, 44_100)}`,
          });
        console.log(
          `exact: ${frames} of ${frames} frames, ${zeroRuns} inserted runs of zeros, each in the ledger`,
        );
        expect(studio.problems).toEqual([]);
      } finally {
        await studio.close();
      }
    },
  );

test('a 24-bit FLAC take decodes to exactly its journal', async () => {
  const mic = await signalFile({ kind: 'random', seconds: 15, seed: 7 });
  const studio = await openStudio({ micFile: mic.path, keptForOffline: true, lively: true });
  try {
    const app = await App.open(studio);
    await app.encoderReady();
    await app.choose('FLAC', '24-bit');
    await app.record('Lossless');
    await app.untilElapsed(4);
    await app.stop('Lossless');
    const decoded = `${studio.folder}/decoded.wav`;
    await mustRun('flac', ['--silent', '--decode', '--force', '-o', decoded, await app.fetch('take.flac')]);
    const journal = readWav(await app.fetch('audio.wav'));
    const flac = readWav(decoded);
    expect(flac.frames).toBe(journal.frames);
    expect(flac.format).toBe('s24');
    for (const [channel, samples] of journal.samples.entries()) {
      expect(Buffer.compare(bytesOf(samples), bytesOf(flac.samples[channel]!)), `channel ${channel}`).toBe(0);
    }
    // The 16-bit source is in the upper 16 of the 24 bits, so the journal is exact too.
    const inUpperBits = (samples: Int32Array | Float32Array) => samples.every((sample) => sample % 256 === 0);
    expect(journal.samples.map(inUpperBits)).toEqual(journal.samples.map(() => true));
  } finally {
    await studio.close();
  }
});

function bytesOf(samples: Int32Array | Float32Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
}
