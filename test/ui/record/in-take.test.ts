import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import '../../../src/ui/notices/source-notices.ts';
import { RecordingStage } from './recording-stage.ts';

let page: RecordingStage;
beforeEach(async () => {
  page = new RecordingStage();
  page.recording.setName('Take');
  await page.stage.run(page.recording.record());
});
afterEach(async () => {
  if (page.recording.inTake) await page.stage.run(page.recording.stop());
  expect(page.stage.violations).toEqual([]);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const labels = () => page.marks.marks.map((mark) => ('label' in mark ? mark.label : undefined));

test('a marker that is to be named is set at once, and gets the name that is typed', async () => {
  page.marking.mark();
  page.marking.markAndName();
  expect(page.marking.naming).toBe('Marker 2');
  await page.stage.time.pass(10);
  expect(labels()).toEqual(['Marker 1', 'Marker 2']);
  await page.marking.save(' Chorus ');
  expect(labels()).toEqual(['Marker 1', 'Chorus']);
  expect(page.marking.naming).toBeUndefined();
});

test('a marker keeps its default name if nothing was typed, or the person leaves', async () => {
  page.marking.markAndName();
  await page.marking.save('  ');
  page.marking.markAndName();
  page.marking.leave();
  // As when the field loses the focus because it is gone.
  await page.marking.save('Late');
  await page.stage.time.pass(10);
  expect(labels()).toEqual(['Marker 1', 'Marker 2']);
});

test('the name is no longer asked for once the take has ended, and nothing fails', async () => {
  page.marking.markAndName();
  await page.stage.run(page.recording.stop());
  expect(page.marking.naming).toBeUndefined();
  await page.marking.save('Late');
  page.marking.mark();
  page.marking.markAndName();
  expect(page.marking.naming).toBeUndefined();
  expect(page.errors).toEqual([]);
});

test('a name that was being typed when the take ended by itself is given to its marker in the finished take', async () => {
  page.marking.markAndName();
  await page.stage.time.pass(10);
  page.marking.type(' Chorus');
  const { takeId } = page.stage;
  page.stage.markers = [{ id: 1, frame: 0, label: 'Marker 1', kind: 'marker' }];
  await page.stage.run(page.recording.stop());
  expect(page.marking.naming).toBeUndefined();
  expect(page.renamed).toEqual([{ id: takeId, marker: 1, change: { label: 'Chorus' } }]);
  expect(page.errors).toEqual([]);
});

test('a take is discarded once the key was held for 0.6 s, and the next one begins with its name', async () => {
  const { takeId } = page.stage;
  page.discarding.press();
  expect(page.discarding.held).toBe(true);
  await page.stage.time.pass(590);
  expect(page.kind).toBe('recording');
  await page.stage.time.pass(10);
  await page.rest();
  page.discarding.letGo();
  expect(page.kind).toBe('recording');
  expect(page.stage.takeId).not.toBe(takeId);
  expect(page.takes).toEqual(['Take', 'Take']);
  expect(page.asked).toEqual([`discard ${takeId}`]);
  expect(page.toast).toMatch(/discarded$/);
  page.answer('Undo');
  await page.stage.time.pass(10);
  expect(page.released).toEqual([takeId]);
  expect(page.asked.slice(1)).toEqual([`restore ${takeId}`]);
  expect(page.kind).toBe('recording');
  expect(page.errors).toEqual([]);
});

test('a key that is let go too early discards nothing, and tells how long to hold it', async () => {
  page.discarding.press();
  await page.stage.time.pass(500);
  page.discarding.letGo();
  page.discarding.letGo();
  await page.stage.time.pass(1000);
  expect(page.kind).toBe('recording');
  expect(page.asked).toEqual([]);
  expect(page.toast).toMatch(/^Hold Backspace/);
});

test('nothing is discarded if the take was stopped while the key was held', async () => {
  page.discarding.press();
  await page.stage.run(page.recording.stop());
  await page.stage.time.pass(1000);
  page.discarding.press();
  await page.stage.time.pass(1000);
  expect(page.kind).toBe('idle');
  expect(page.asked).toEqual([]);
});

test('a take that began while the key was held is not discarded', async () => {
  page.discarding.press();
  await page.stage.time.pass(200);
  page.recording.next();
  await page.rest();
  expect(page.kind).toBe('recording');
  expect(page.takes).toHaveLength(2);
  expect(page.asked).toEqual([]);
});

test('takes that were discarded one after another come back one after another', async () => {
  const ids: string[] = [];
  for (let nth = 0; nth < 2; nth++) {
    ids.push(page.stage.takeId);
    page.discarding.press();
    await page.rest();
  }
  page.answer('Undo');
  await page.stage.time.pass(10);
  page.answer('Undo');
  await page.stage.time.pass(10);
  expect(page.asked.slice(2)).toEqual([`restore ${ids[1]}`, `restore ${ids[0]}`]);
  expect(page.toast).toBeUndefined();
});

test('a take that is continued with another microphone than the one on standby leaves standby as it was', async () => {
  await page.stage.run(page.recording.stop());
  await page.rest();
  page.stage.browser.stereo.add('b');
  page.choose('b');
  await page.stage.run(page.recording.setKeepReady(true));
  expect(page.kind).toBe('armed');
  page.answer('Continue');
  await page.rest();
  expect(page.recording.state).toMatchObject({ kind: 'recording', source: { channels: 1 } });
  await page.stage.run(page.recording.stop());
  await page.rest();
  expect(page.kind).toBe('armed');
  expect(page.recording.keepReady).toBe(true);
  expect(page.errors).toEqual([]);
  await page.stage.run(page.recording.setKeepReady(false));
});

test('a take that was stopped can be continued for 10 s, twice in a row', async () => {
  const { takeId } = page.stage;
  for (let again = 0; again < 2; again++) {
    await page.stage.run(page.recording.stop());
    await page.rest();
    expect(page.kind).toBe('idle');
    page.answer('Continue');
    await page.rest();
    expect(page.kind).toBe('recording');
    expect(page.stage.takeId).toBe(takeId);
    expect(page.toast).toBeUndefined();
  }
  await page.stage.run(page.recording.stop());
  await page.rest();
  await page.stage.time.pass(7000);
  expect(page.toast).toBeUndefined();
  expect(page.errors).toEqual([]);
});

test('a take that is told while the microphone is being opened for standby again can be continued', async () => {
  await page.stage.run(page.recording.stop());
  await page.stage.run(page.recording.setKeepReady(true));
  page.settings.update({ preRollSeconds: 3 });
  void page.recording.reopen();
  page.recording.toggle();
  await page.rest();
  expect(page.kind).toBe('recording');
  const { takeId } = page.stage;
  const stopped = page.recording.stop();
  await page.stage.time.until(() => page.offers.length > 0, 1000);
  expect(page.kind).toBe('opening');
  expect(page.offers).toEqual(['Play', 'Continue']);
  page.answer('Continue');
  await stopped;
  await page.rest();
  expect(page.recording.state).toMatchObject({ kind: 'recording', takeId });
  expect(page.errors).toEqual([]);
});

test('a take cannot be continued while the next one is being opened or recorded', async () => {
  page.recording.next();
  await page.stage.time.until(() => page.offers.length > 0, 5000);
  expect(page.offers).toEqual(['Play']);
  await page.rest();
});

test('a take that could not be continued is offered again', async () => {
  const { takeId } = page.stage;
  await page.stage.run(page.recording.stop());
  await page.rest();
  page.stage.browser.microphone = 'denied';
  page.answer('Continue');
  // As long as the browser may ask.
  await page.rest();
  expect(page.errors).toEqual(['error-mic-denied']);
  expect(page.offers).toEqual(['Play', 'Continue']);
  page.stage.browser.microphone = 'opens';
  page.answer('Continue');
  await page.rest();
  expect(page.recording.state).toMatchObject({ kind: 'recording', takeId });
  expect(page.offers).toEqual([]);
});
