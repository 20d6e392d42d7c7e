import { afterEach, expect, test, vi } from 'vitest';
import { openDeviceLevel } from '../../../src/engine/check/device-level.ts';

afterEach(() => vi.unstubAllGlobals());

test('a microphone that an audio graph refuses is closed again, and the graph with it', async () => {
  const track = {
    label: 'USB',
    readyState: 'live',
    getSettings: () => ({ deviceId: 'usb', sampleRate: 16_000, channelCount: 1 }),
    stop: vi.fn(),
  };
  const stream = { getTracks: () => [track], getAudioTracks: () => [track] };
  vi.stubGlobal('document', {});
  vi.stubGlobal('navigator', {
    permissions: { query: async () => ({ state: 'granted' }) },
    mediaDevices: { getUserMedia: async () => stream },
  });
  const close = vi.fn(async () => {});
  vi.stubGlobal(
    'AudioContext',
    class {
      readonly close = close;

      createChannelSplitter(): object {
        return {};
      }

      createMediaStreamSource(): never {
        // Firefox, where the microphone's rate is not the output's.
        throw new DOMException('another sample rate', 'NotSupportedError');
      }
    },
  );
  const opened = openDeviceLevel('usb', new AbortController().signal);
  await expect(opened).rejects.toMatchObject({ code: 'mic-failed' });
  expect(track.stop).toHaveBeenCalled();
  expect(close).toHaveBeenCalled();
});
