import { CapstanError } from '../shared/errors.ts';
import type { CaptureSource } from './capture-source.ts';
import { openMicrophoneSource } from './microphone-source.ts';
import type { MicrophoneRequest } from './microphone.ts';
import { canCaptureTrack } from './track-processor.ts';

/** Opens the microphone by the way asked for. */
export async function openCapture(request: MicrophoneRequest): Promise<CaptureSource> {
  if (request.capture === 'track') return openTrack(request);
  try {
    return await openMicrophoneSource(request);
  } catch (error) {
    const noClock = error instanceof CapstanError && error.code === 'audio-clock-stalled';
    if (!noClock || request.capture === 'worklet' || !canCaptureTrack()) throw error;
    return openTrack(request);
  }
}

/** Seldom needed: its code comes then. */
async function openTrack(request: MicrophoneRequest): Promise<CaptureSource> {
  const { openTrackSource } = await import('./track-source.ts');
  return openTrackSource(request);
}
