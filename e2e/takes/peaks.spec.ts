import { readFileSync } from 'node:fs';
import '../lab/lab-page.ts';
import { headerBytes } from '../../src/shared/audio/wav-header.ts';
import { expectPeaks, framesOf } from '../../test/workers/peaks-support.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio, takeFileOut } from '../support/browser/studio.ts';
import { expect, test } from '../support/browser/test.ts';

const SHAPE = { channels: 2, sampleFormat: 's16', sampleRate: 44_100 } as const;

test('a take has its peaks when it is finished; they are made again where they are missing, but not while another is recorded', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, site: 'lab' }, async ({ page, url, folder, problems }) => {
    await page.goto(`${url}/e2e/lab/`);
    const { id, frames, live, shown } = await page.evaluate(async () => {
      const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const recorder = lab.createCapstan().recorder('Ada');
      await recorder.start({ format: 'wav', quality: 's16' });
      await sleep(3000);
      const live = recorder.livePeaks()!.count;
      const shown = await recorder.peaks({ from: 0, to: 2 * 44_100, width: 20 });
      const { id, frames } = await recorder.stop();
      return { id, frames, live, shown: { channels: shown!.channels, words: shown!.columns.length } };
    });
    expect(live).toBeGreaterThan(300);
    expect(shown).toEqual({ channels: 2, words: 20 * 6 });
    const file = async (name: string) => {
      const bytes = readFileSync(await takeFileOut(page, id, name, `${folder}/${name}`));
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
    };
    const peaks = await file('peaks.bin');
    const header = headerBytes({ ...SHAPE, format: 's16' });
    const audio = (await file('audio.wav')).subarray(header, header + frames * 4);
    expectPeaks(peaks, SHAPE, framesOf(audio, SHAPE), true);

    const { during, opened, columns } = await page.evaluate(async (id) => {
      const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const root = await navigator.storage.getDirectory();
      const takes = await root.getDirectoryHandle('takes');
      const folder = await takes.getDirectoryHandle(id);
      await folder.removeEntry('peaks.bin');
      const capstan = lab.createCapstan();
      const [take] = (await capstan.takes.list()).filter((each) => each.id === id);
      const recorder = capstan.recorder('Ben');
      await recorder.start({ format: 'wav', quality: 's16' });
      const made = new Promise((resolve) => capstan.peaks.on('made', resolve));
      capstan.peaks.makeMissing([take!]);
      await sleep(2500);
      const during = (await capstan.peaks.open(take!)) !== undefined;
      await recorder.stop();
      await made;
      const reader = await capstan.peaks.open(take!);
      const columns = await reader?.show({ from: 0, to: take!.frames, width: 88 });
      return { during, opened: reader?.frames, columns: columns?.length };
    }, id);
    expect({ during, opened, columns }).toEqual({ during: false, opened: frames, columns: 88 * 6 });
    expectPeaks(await file('peaks.bin'), SHAPE, framesOf(audio, SHAPE));
    expect(problems).toEqual([]);
  });
});

test('a converted file, which has no journal, gets its peaks too', async () => {
  const mic = await signalFile(NOISE);
  await inStudio({ micFile: mic.path, site: 'lab' }, async ({ page, url, problems }) => {
    await page.goto(`${url}/e2e/lab/`);
    const bytes = readFileSync(mic.path).toString('base64');
    const { frames, rate, loud, quiet } = await page.evaluate(async (bytes) => {
      const capstan = lab.createCapstan();
      const file = new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], 'noise.wav');
      const source = { kind: 'file', file, name: 'Noise' } as const;
      const outcome = await capstan.converter.convert({ source, format: 'opus' });
      if (outcome.outcome !== 'done') throw new Error('cancelled');
      const { take } = outcome;
      const made = new Promise((resolve) => capstan.peaks.on('made', resolve));
      capstan.peaks.makeMissing([take]);
      await made;
      const reader = (await capstan.peaks.open(take))!;
      const columns = await reader.show({ from: 0, to: reader.frames, width: 50 });
      const maxima = Array.from({ length: 50 }, (_, i) => columns[i * 6 + 1]! / 32768);
      return {
        frames: reader.frames,
        rate: reader.frames / take.durationSeconds,
        loud: Math.max(...maxima),
        quiet: Math.min(...maxima),
      };
    }, bytes);
    expect(rate).toBeCloseTo(44_100, -1);
    expect(frames).toBeGreaterThan(44_100);
    // Noise is equally loud all along.
    expect(loud).toBeGreaterThan(0.3);
    expect(quiet).toBeGreaterThan(0.2);
    expect(problems).toEqual([]);
  });
});
