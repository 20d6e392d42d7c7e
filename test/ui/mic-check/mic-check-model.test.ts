import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import type { MicrophonePermissionStatus } from '../../../src/engine/microphone/permission.ts';
import type { ErrorCode } from '../../../src/shared/base/errors.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import { MicCheckModel } from '../../../src/ui/mic-check/mic-check-model.ts';
import { RecordingStage } from '../record/recording-stage.ts';

class Microphones extends Model {
  permission: MicrophonePermissionStatus = 'granted';
  failure: ErrorCode | undefined;
}

class Takes extends Model {
  all: readonly Take[] | undefined;
}

let page: RecordingStage;
let microphones: Microphones;
let takes: Takes;
let check: MicCheckModel;
beforeEach(() => {
  page = new RecordingStage();
  microphones = new Microphones();
  takes = new Takes();
  check = new MicCheckModel({ recording: page.recording, microphones, takes });
});
afterEach(async () => {
  await page.rest();
  if (page.recording.inTake) await page.stage.run(page.recording.stop());
  await page.rest();
  await page.stage.run(page.recording.setKeepReady(false));
  expect(page.stage.left()).toEqual([]);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('the card invites on a first visit only: nothing was asked, and there is no take', () => {
  expect(check.view.kind).toBe('none');
  microphones.permission = 'prompt';
  expect(check.view.kind).toBe('none');
  takes.all = [];
  expect(check.view.kind).toBe('invite');
  takes.all = [{} as Take];
  expect(check.view.kind).toBe('none');
});

test('what failed is shown until a microphone opens', () => {
  microphones.failure = 'mic-in-use';
  expect(check.view).toEqual({ kind: 'barred', code: 'mic-in-use' });
});

test('a take that begins ends the check at once, and opening it twice is once', async () => {
  void check.open();
  void check.open();
  expect(check.view.kind).toBe('check');
  page.recording.toggle();
  expect(page.kind).toBe('opening');
  expect(check.view.kind).toBe('none');
  await page.rest();
  expect(page.kind).toBe('recording');
  await check.open();
  expect(check.view.kind).toBe('none');
  await page.stage.run(page.recording.stop());
  await page.rest();
  expect(check.view.kind).toBe('none');
});

test('a microphone on standby is closed for the check, and on standby again after it', async () => {
  await page.stage.run(page.recording.setKeepReady(true));
  await page.stage.run(check.open());
  expect(page.kind).toBe('idle');
  expect(check.view.kind).toBe('check');
  expect(page.stage.browser.live).toHaveLength(0);
  await page.stage.run(check.close());
  await page.stage.run(check.close());
  expect(page.kind).toBe('armed');
});

test('standby that a check interrupted is back after the take that ended the check', async () => {
  await page.stage.run(page.recording.setKeepReady(true));
  await page.stage.run(check.open());
  await page.stage.run(page.recording.record());
  expect(page.kind).toBe('recording');
  await page.stage.run(page.recording.stop());
  await page.rest();
  expect(page.kind).toBe('armed');
  expect(page.recording.keepReady).toBe(true);
});

test('standby that is switched on during a check, and off later, stays off', async () => {
  await page.stage.run(page.recording.setKeepReady(true));
  await page.stage.run(check.open());
  await page.stage.run(page.recording.setKeepReady(true));
  expect(page.kind).toBe('armed');
  expect(check.view.kind).toBe('none');
  await page.stage.run(page.recording.setKeepReady(false));
  await page.rest();
  expect(page.kind).toBe('idle');
  expect(page.recording.keepReady).toBe(false);
});
