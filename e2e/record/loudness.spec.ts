import { expect, test } from '../support/browser/test.ts';
import { inStudio, takeFileOut } from '../support/browser/studio.ts';
import { ebur128 } from '../support/files/ebur128.ts';
import { inTurn } from '../support/runs/turns.ts';
import { PROGRAMME, signalFile } from '../support/signals/signals.ts';

const pages = inTurn([
  { isolation: true, memory: 'with' },
  { isolation: false, memory: 'without' },
]);

for (const { isolation, memory } of pages.cases) {
  const title = `${memory} shared memory, the loudness at Stop is what ffmpeg measures in the file, and a pause does not count`;
  test(pages.titled(title), { tag: pages.tag }, async () => {
    const mic = await signalFile(PROGRAMME.speech);
    await inStudio({ micFile: mic.path, site: 'lab', isolation }, async (studio) => {
      const { page, url, folder, problems } = studio;
      await page.goto(`${url}/e2e/lab/`);
      const { id, before, paused, later, stopped, shared } = await page.evaluate(async () => {
        const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
        const recorder = lab.createRecorder();
        await recorder.arm();
        await sleep(1500);
        const before = recorder.loudness()!;
        await recorder.start({ name: 'Loud', format: 'wav', quality: 's24' });
        await sleep(9000);
        await recorder.pause();
        await sleep(700);
        const paused = recorder.loudness()!;
        await sleep(1500);
        const later = recorder.loudness()!;
        const { id } = await recorder.stop();
        // Without shared memory the last figures come by message.
        await sleep(500);
        const stopped = recorder.loudness()!;
        await recorder.disarm();
        return { id, before, paused, later, stopped, shared: 'SharedArrayBuffer' in globalThis };
      });
      expect(shared).toBe(isolation);
      // While the microphone is kept ready, nothing is recorded yet.
      expect(before).toMatchObject({ integrated: -Infinity, range: 0, truePeak: 0 });
      expect(before.momentary).toBeGreaterThan(-70);
      expect(before.correlation).toBeGreaterThan(0.9);
      expect([later.integrated, later.range, later.truePeak]).toEqual([
        paused.integrated,
        paused.range,
        paused.truePeak,
      ]);
      expect(later.momentary).not.toBe(paused.momentary);

      const wav = await takeFileOut(page, id, 'audio.wav', `${folder}/loud.wav`);
      const native = await ebur128('-i', wav);
      console.log(`integrated ${stopped.integrated.toFixed(3)} LUFS, ffmpeg ${native.integrated}`);
      expect(Math.abs(stopped.integrated - native.integrated)).toBeLessThanOrEqual(0.1);
      expect(Math.abs(stopped.range - native.range)).toBeLessThanOrEqual(0.1);
      expect(Math.abs(20 * Math.log10(stopped.truePeak) - native.truePeak)).toBeLessThanOrEqual(0.2);
      expect(problems).toEqual([]);
    });
  });
}
