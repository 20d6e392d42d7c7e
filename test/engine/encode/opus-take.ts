import type { TakeSpec } from '../../../src/shared/take/take-events.ts';

/** A take that is encoded to Opus. */
export const OPUS_TAKE: TakeSpec = {
  id: 'a',
  name: 'Take',
  format: 'opus',
  quality: 'voice-32',
  sampleFormat: 's16',
  sampleRate: 48_000,
  channels: 1,
  createdAt: 0,
  source: 'microphone',
  device: 'Microphone',
};
