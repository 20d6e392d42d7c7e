import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { MicrophonePermission } from '../../../src/engine/microphone/permission.ts';
import { CapstanError } from '../../../src/shared/base/errors.ts';
import { MicrophonesModel } from '../../../src/ui/record/microphones-model.ts';
import { RecordingStage } from './recording-stage.ts';
import { roundsOf } from '../../support/rounds.ts';

let page: RecordingStage;
beforeEach(() => {
  page = new RecordingStage();
});
afterEach(() => {
  expect(page.stage.violations).toEqual([]);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('Record pressed while the microphone is being opened for standby begins a take once it is open', async () => {
  const standby = page.recording.setKeepReady(true);
  page.recording.toggle();
  await page.stage.run(standby);
  await page.rest();
  expect(page.kind).toBe('recording');
  await page.stage.run(page.recording.stop());
  await page.rest();
  expect(page.kind).toBe('armed');
  expect(page.recording.keepReady).toBe(true);
});

test('Continue while the microphone is being opened for standby waits for it, and standby comes back after the take', async () => {
  await page.stage.run(page.recording.record());
  const take = (await page.stage.run(page.recording.stop()))!;
  await page.rest();
  const standby = page.recording.setKeepReady(true);
  expect(page.kind).toBe('opening');
  const continued = page.recording.continue(take);
  await page.stage.run(Promise.all([standby, continued]));
  await page.rest();
  expect(page.errors).toEqual([]);
  expect(page.recording.state).toMatchObject({ kind: 'recording', takeId: take.id });
  await page.stage.run(page.recording.stop());
  await page.rest();
  expect(page.kind).toBe('armed');
});

test('a take that is continued keeps its word, though it leaves the list', async () => {
  page.words.set(['apple', 'pear']);
  await page.stage.run(page.recording.record());
  const take = (await page.stage.run(page.recording.stop()))!;
  page.words.listed([take.id]);
  const continued = page.recording.continue(take);
  page.words.listed([]);
  expect(await page.stage.run(continued)).toBe(true);
  expect(page.words.indexOf(take.id)).toBe(0);
  expect(page.words.next).toBe('pear');
});

test('standby stays as it was left, also where a take is continued on a microphone of another shape', async () => {
  page.stage.browser.stereo.add('a');
  await page.stage.run(page.recording.record());
  const take = (await page.stage.run(page.recording.stop()))!;
  await page.rest();
  await page.stage.run(page.recording.setKeepReady(true));
  page.stage.side = 'left';
  expect(await page.stage.run(page.recording.continue(take))).toBe(true);
  expect(page.recording.state).toMatchObject({ kind: 'recording', source: { channels: 1, side: 'left' } });
  await page.stage.run(page.recording.stop());
  await page.rest();
  expect(page.recording).toMatchObject({
    keepReady: true,
    state: { kind: 'armed', source: { channels: 2 } },
  });
  const opened = vi.spyOn(page.stage.journal, 'continue').mockRejectedValue(new Error('no room'));
  expect(await page.stage.run(page.recording.continue(take))).toBe(false);
  opened.mockRestore();
  await page.rest();
  expect(page.recording).toMatchObject({
    keepReady: true,
    state: { kind: 'armed', source: { channels: 2 } },
  });
});

/** Put on standby with a take that was stopped; its format is not the one of the next take. */
async function stoppedTake() {
  page.settings.update({ format: 'wav' });
  page.recording.setName('Take');
  await page.stage.run(page.recording.record());
  page.marking.mark();
  await page.stage.time.pass(10);
  const take = (await page.stage.run(page.recording.stop()))!;
  await page.rest();
  page.settings.update({ format: 'flac' });
  void page.recording.setKeepReady(true);
  expect(page.kind).toBe('opening');
  return { ...take, markers: page.marks.marks as Take['markers'] };
}

/** What the page shows, and whether that can still be changed. */
function shown() {
  const { name, target, settled } = page.recording;
  return { name, format: target.format, settled };
}

test.each([
  ['Continue twice', ['continue', 'continue']],
  ['Continue, then Record', ['continue', 'record']],
] as const)('%s while the microphone is being opened continues the take', async (_, presses) => {
  const take = await stoppedTake();
  for (const press of presses) {
    if (press === 'record') page.recording.toggle();
    else void page.recording.continue(take);
    // From the first press on the page shows that take.
    expect(shown()).toEqual({ name: 'Take', format: 'wav', settled: true });
  }
  await page.rest();
  expect(page.errors).toEqual([]);
  expect(page.recording.state).toMatchObject({ kind: 'recording', takeId: take.id });
  expect(shown()).toEqual({ name: 'Take', format: 'wav', settled: true });
  expect(page.marks.count).toBe(1);
  expect(page.takes).toEqual(['Take']);
  await page.stage.run(page.recording.stop());
  await page.rest();
  expect(page.kind).toBe('armed');
  expect(page.recording.target.format).toBe('flac');
});

test('Record, then Continue while the microphone is being opened records a new take, shown as what it is', async () => {
  const take = await stoppedTake();
  page.recording.toggle();
  void page.recording.continue(take);
  await page.rest();
  expect(page.errors).toEqual([]);
  expect(page.kind).toBe('recording');
  expect(page.stage.takeId).not.toBe(take.id);
  expect(page.recording.target.format).toBe('flac');
  expect(page.marks).toMatchObject({ count: 0, marks: [] });
});

test('a microphone chosen while another is being opened is opened instead, and a take asked for begins on it', async () => {
  const standby = page.recording.setKeepReady(true);
  page.choose('b');
  page.recording.toggle();
  await page.stage.run(standby);
  await page.rest();
  expect(page.recording.state).toMatchObject({ kind: 'recording', source: { deviceId: 'b' } });
  await page.stage.run(page.recording.stop());
  await page.rest();
  expect(page.recording.state).toMatchObject({ kind: 'armed', source: { deviceId: 'b' } });
  expect(page.errors).toEqual([]);
});

test('a take that was asked for while the microphone was being opened does not come later, if it did not open', async () => {
  page.stage.browser.microphone = 'denied';
  const standby = page.recording.setKeepReady(true);
  page.recording.toggle();
  await page.stage.run(standby);
  await page.rest();
  page.stage.browser.microphone = 'opens';
  await page.stage.run(page.recording.setKeepReady(true));
  await page.rest();
  expect(page.kind).toBe('armed');
});

test.each(['mic-in-use', 'mic-blocked-by-system', 'mic-dismissed', 'mic-failed', 'mic-not-found'] as const)(
  'that there was no microphone (%s) is told no longer once a take records',
  async (code) => {
    page.notices.fail(new CapstanError(code));
    expect(page.errors).toEqual([`error-${code}`]);
    await page.stage.run(page.recording.record());
    expect(page.kind).toBe('recording');
    expect(page.errors).toEqual([]);
  },
);

test('Try again asks for the chosen microphone, which may be missing where another one is there', async () => {
  page.choose('gone');
  await page.stage.run(page.recording.tryAgain());
  expect(page.errors).toEqual(['error-mic-not-found']);
  page.stage.browser.devices.add('gone');
  await page.stage.run(page.recording.tryAgain());
  expect(page.errors).toEqual([]);
});

test('why a microphone was not to be had is told no longer on standby, but stays where standby comes back by itself', async () => {
  page.notices.fail(new CapstanError('mic-in-use'));
  await page.stage.run(page.recording.setKeepReady(true));
  expect(page.kind).toBe('armed');
  expect(page.errors).toEqual([]);
  await page.stage.run(page.recording.record());
  page.notices.fail(new CapstanError('mic-in-use'));
  await page.stage.run(page.recording.stop());
  await page.rest();
  expect(page.kind).toBe('armed');
  expect(page.errors).toEqual(['error-mic-in-use']);
});

test('a question that the browser refuses, because the microphone was allowed beside it, is asked again', async () => {
  const asked = vi.spyOn(MicrophonePermission.prototype, 'request').mockResolvedValue();
  asked.mockRejectedValueOnce(new CapstanError('mic-denied'));
  const status = vi.spyOn(MicrophonePermission.prototype, 'status').mockResolvedValue('denied');
  await expect(new MicrophonesModel().ask()).rejects.toMatchObject({ code: 'mic-denied' });
  asked.mockClear();
  asked.mockRejectedValueOnce(new CapstanError('mic-denied'));
  status.mockResolvedValue('granted');
  await new MicrophonesModel().ask();
  expect(asked).toHaveBeenCalledTimes(2);
});

test('that a microphone can be used again is told to all that show the recording, though the recorder did nothing', () => {
  const obstacle = vi.spyOn(page.microphones, 'obstacle', 'get').mockReturnValue('mic-denied');
  const shown: unknown[] = [];
  page.recording.on('change', () => shown.push(page.recording.obstacle));
  page.microphones.opened();
  page.microphones.learn(new CapstanError('mic-denied'));
  obstacle.mockReturnValue(undefined);
  page.microphones.learn(new CapstanError('mic-failed'));
  expect(shown).toEqual(['mic-denied', undefined]);
});

test('the next take begins as soon as this one is closed, also when it is asked for twice', async () => {
  await page.stage.run(page.recording.record());
  page.recording.next();
  page.recording.next();
  await page.rest();
  expect(page.kind).toBe('recording');
  expect(page.takes).toHaveLength(2);
  await page.stage.run(page.recording.stop());
  await page.rest();
  expect(page.kind).toBe('idle');
});

test.each([1, 2, 3])(
  'a take that is asked for %i times while one is being closed begins once',
  async (presses) => {
    await page.stage.run(page.recording.record());
    const stopped = page.recording.stop();
    expect(page.kind).toBe('stopping');
    for (let press = 0; press < presses; press++) page.recording.next();
    await page.stage.run(stopped);
    await page.rest();
    expect(page.kind).toBe('recording');
    expect(page.takes).toHaveLength(2);
    expect(page.errors).toEqual([]);
    await page.stage.run(page.recording.stop());
    await page.rest();
    expect(page.kind).toBe('idle');
  },
);

test('Record pressed again while the take is being begun does not stop it', async () => {
  page.recording.toggle();
  expect(page.kind).toBe('opening');
  page.recording.toggle();
  page.recording.next();
  await page.rest();
  expect(page.kind).toBe('recording');
  expect(page.takes).toHaveLength(1);
});

/** What a person can do, where the page lets them. */
const DEEDS = {
  record: ({ recording }: RecordingStage) => recording.toggle(),
  recordTwice({ recording }: RecordingStage) {
    recording.toggle();
    recording.toggle();
  },
  pause: ({ recording }: RecordingStage) => recording.togglePause(),
  goOn: (page: RecordingStage) => (page.offers.includes('Continue') ? page.answer('Continue') : undefined),
  /** From now on Continue needs another microphone than the one on standby. */
  otherShape({ stage }: RecordingStage) {
    stage.side = 'left';
    stage.browser.stereo.add('a');
  },
  next: ({ recording }: RecordingStage) => recording.next(),
  mark: ({ marking }: RecordingStage) => marking.mark(),
  markAndName({ marking }: RecordingStage) {
    marking.markAndName();
    void marking.save('Chorus');
  },
  again: ({ recording }: RecordingStage) => recording.again(),
  standby: ({ recording }: RecordingStage) =>
    recording.settled || recording.state.kind === 'opening'
      ? undefined
      : recording.setKeepReady(!recording.keepReady),
  chooseA: (page: RecordingStage) => (page.recording.settled ? undefined : page.choose('a')),
  chooseB: (page: RecordingStage) => (page.recording.settled ? undefined : page.choose('b')),
  preRoll({ recording, settings }: RecordingStage) {
    if (recording.inTake) return;
    settings.update({ preRollSeconds: 3 - settings.value.preRollSeconds });
    void recording.reopen();
  },
} satisfies Record<string, (page: RecordingStage) => unknown>;

/** Put on standby while another setting has it opened again: that microphone is not the chosen one any more. */
const STANDBY_MEANWHILE: { deed: keyof typeof DEEDS; ms: number }[] = [
  { deed: 'standby', ms: 0 },
  { deed: 'preRoll', ms: 60 },
  { deed: 'standby', ms: 0 },
  { deed: 'chooseA', ms: 0 },
  { deed: 'record', ms: 0 },
];

const step = fc.record({
  deed: fc.constantFrom(...(Object.keys(DEEDS) as (keyof typeof DEEDS)[])),
  ms: fc.constantFrom(0, 0, 1, 10, 25, 60, 1000),
});

test('in any order of what a person does, nothing fails, and the microphone on standby is the chosen one', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 16 }), async (steps) => {
      page = new RecordingStage();
      for (const { deed, ms } of steps) {
        void DEEDS[deed](page);
        await page.stage.time.pass(ms);
      }
      await page.rest();
      const inTake = page.recording.inTake;
      if (inTake) await page.stage.run(page.recording.stop());
      await page.rest();
      expect(page.errors).toEqual([]);
      expect(page.stage.mostLive).toBeLessThanOrEqual(1);
      expect(page.recording.keepReady).toBe(page.kind === 'armed');
      const { state } = page.recording;
      const { microphone } = page.settings.value;
      if (state.kind === 'armed' && microphone !== undefined)
        expect(state.source).toMatchObject({ deviceId: microphone.deviceId });
      // Nothing is left over that would surprise the person later.
      const count = page.takes.length;
      if (page.kind === 'idle') {
        await page.stage.run(page.recording.setKeepReady(true));
        await page.rest();
        expect(page.kind).toBe('armed');
      }
      expect(page.takes).toHaveLength(count);
      await page.stage.run(page.recording.setKeepReady(false));
      expect(page.stage.left()).toEqual([]);
    }),
    { ...roundsOf(60, 3000), endOnFailure: false, examples: [[STANDBY_MEANWHILE]] },
  );
}, 120_000);
