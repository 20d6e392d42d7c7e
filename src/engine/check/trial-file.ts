import { bytesPerFrame, headerBytes, writeWavHeader } from '../../shared/audio/wav-header.ts';
import type { Trial } from './microphone-trial.ts';

/** A trial as a WAV in memory, to be listened to. */
export function trialFile({ planes, sampleRate }: Trial): Blob {
  const shape = { sampleRate, channels: planes.length, format: 'f32' } as const;
  const frames = planes[0]?.length ?? 0;
  const samples = new Float32Array(frames * planes.length);
  planes.forEach((plane, channel) => {
    for (let frame = 0; frame < frames; frame++) samples[frame * planes.length + channel] = plane[frame]!;
  });
  const dataBytes = frames * bytesPerFrame(shape);
  const header = new Uint8Array(headerBytes(shape));
  header.set(writeWavHeader(shape, dataBytes, 0));
  return new Blob([header, samples], { type: 'audio/wav' });
}
