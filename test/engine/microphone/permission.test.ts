import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MicrophonePermission } from '../../../src/engine/microphone/permission.ts';

class Status extends EventTarget {
  state: PermissionState = 'prompt';

  become(state: PermissionState): void {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

let status: Status;
const query = vi.fn<() => Promise<Status>>();
let permission: MicrophonePermission;
let told: string[];
beforeEach(() => {
  status = new Status();
  query.mockReset().mockImplementation(async () => status);
  vi.stubGlobal('navigator', { permissions: { query } });
  permission = new MicrophonePermission();
  told = [];
  permission.on('change', (change) => told.push(change));
});
afterEach(() => vi.unstubAllGlobals());

test('a change is told once, also where two asked for the status at once', async () => {
  expect(await Promise.all([permission.status(), permission.status()])).toEqual(['prompt', 'prompt']);
  status.become('granted');
  expect(told).toEqual(['granted']);
  expect(await permission.status()).toBe('granted');
});

test('a browser that does not tell is asked again the next time', async () => {
  query.mockRejectedValueOnce(new TypeError('no such permission'));
  expect(await permission.status()).toBe('unknown');
  expect(await permission.status()).toBe('prompt');
  status.become('denied');
  expect(told).toEqual(['denied']);
});

test.each<[object, string]>([
  [{ deviceId: 5 }, 'deviceId'],
  [{ signal: 'x' }, 'signal'],
])('%o is refused by its field before anybody is asked', async (bad, field) => {
  await expect(permission.request(bad)).rejects.toMatchObject({
    code: 'invalid-option',
    detail: expect.stringMatching(new RegExp(`^${field} must `)) as string,
  });
  expect(query).not.toHaveBeenCalled();
});

test('options that are null are none', async () => {
  const getUserMedia = vi.fn().mockRejectedValue(new DOMException('not now', 'NotAllowedError'));
  vi.stubGlobal('navigator', { permissions: { query }, mediaDevices: { getUserMedia } });
  vi.stubGlobal('document', {});
  await expect(permission.request(null)).rejects.toMatchObject({
    code: expect.stringMatching(/^mic-/) as string,
  });
});

test('once it has ended no change is told, and the browser keeps no listener', async () => {
  await permission.status();
  permission.end();
  status.become('denied');
  expect(told).toEqual([]);
});
