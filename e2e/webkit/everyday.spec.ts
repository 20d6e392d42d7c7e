import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'playwright/test';
import { errorWords } from '../../src/shared/base/error-words.ts';
import { contentMatch } from '../support/checks/content-match.ts';
import { decodeToWav, resampleWav } from '../support/files/decode.ts';
import { shareHeard } from '../support/checks/heard.ts';
import { PROGRAMME, signalFile } from '../support/signals/signals.ts';
import { validate } from '../support/files/validators.ts';
import { readWav, toMono } from '../support/files/wav.ts';
import { takeNamed } from './support/app.ts';
import { inWebKit } from './support/studio.ts';
import { expectUnbroken } from './support/unbroken-take.ts';

for (const sharedMemory of [true, false]) {
  test(`${sharedMemory ? 'with' : 'without'} shared memory a take in Opus is valid and sounds like its WAV`, () =>
    inWebKit({ sharedMemory }, async (app, { folder }) => {
      await app.encoderReady();
      await app.choose('Opus', 'Music, 128 kb/s');
      await app.record('Encoded');
      await app.untilElapsed(4);
      await app.stop('Encoded');
      await app.says(takeNamed('Encoded'), 'Opus · Music, 128 kb/s', 60_000);
      const opus = await app.download('Encoded', 'opus');
      expect((await validate(opus, 'opus')).problems).toEqual([]);

      const { seconds } = await expectUnbroken(app, 'Encoded', { file: /^WAV/ });
      const decoded = readWav(await decodeToWav(opus, { folder }));
      expect(Math.abs(decoded.frames / decoded.sampleRate - seconds)).toBeLessThanOrEqual(0.0201);
      const reference = `${folder}/reference.wav`;
      await resampleWav(`${folder}/Encoded.wav`, reference, decoded.sampleRate);
      const match = contentMatch(toMono(decoded), toMono(readWav(reference)), {
        sampleRate: decoded.sampleRate,
      });
      expect(match.atExpectedLag).toBeGreaterThan(0.99);
    }));

  test(`${sharedMemory ? 'with' : 'without'} shared memory nothing is kept while paused, and the sound is cut once`, () =>
    inWebKit({ sharedMemory }, async (app) => {
      await app.choose('WAV', '24-bit');
      await app.record('Paused');
      await app.untilElapsed(1);
      await app.press('Pause');
      await app.shown({ role: 'button', name: 'Resume' });
      const at = await app.elapsedSeconds();
      await sleep(2500);
      expect((await app.elapsedSeconds()) - at).toBeLessThan(0.2);
      await app.press('Resume');
      await app.untilElapsed(at + 1);
      const before = await app.elapsedSeconds();
      const asked = Date.now();
      await app.stop('Paused');
      const stopping = (Date.now() - asked) / 1000;
      const { breaks, seconds } = await expectUnbroken(app, 'Paused', { cuts: 1 });
      expect(Math.abs(breaks[0]! / 44_100 - at)).toBeLessThan(0.2);
      expect(seconds).toBeGreaterThan(before - 0.2);
      expect(seconds).toBeLessThan(before + stopping + 0.2);
    }));
}

for (const sharedMemory of [true, false]) {
  test(`${sharedMemory ? 'with' : 'without'} shared memory what is played into a real microphone is in the take`, () =>
    inWebKit({ sharedMemory, microphone: 'real' }, async (app, { pulse }) => {
      const source = await signalFile(PROGRAMME.music);
      await app.encoderReady();
      await app.choose('WAV', '24-bit');
      const playing = pulse.play(source.path);
      await app.record('Heard');
      await app.untilElapsed(4);
      await app.stop('Heard');
      await playing.stop();
      const take = readWav(await app.download('Heard', 'wav'));
      const heard = shareHeard(toMono(take), toMono(readWav(source.path)), take.sampleRate);
      expect(heard, 'the take is what was played').toBeGreaterThan(0.5);
    }));
}

test('without a microphone the page says so and what to do, and begins no take', () =>
  inWebKit({ microphone: 'none' }, async (app) => {
    const { title, advice } = errorWords('mic-not-found');
    await app.press('Record');
    await app.says({ role: 'page' }, title);
    await app.says({ role: 'page' }, advice);
    await app.says({ role: 'page' }, 'No takes yet');
  }));
