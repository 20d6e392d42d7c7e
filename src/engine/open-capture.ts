import { CapstanError } from '../shared/errors.ts';
import type { CaptureSource } from './capture-source.ts';
import { openMicrophoneSource } from './microphone-source.ts';
import type { MicrophoneRequest } from './microphone.ts';
import { canCaptureTrack, openTrackSource } from './track-source.ts';

/** Opens the microphone by the way asked for. */
export async function openCapture(request: MicrophoneRequest): Promise<CaptureSource> {
  if (request.capture === 'track') return openTrackSource(request);
  try {
    return await openMicrophoneSource(request);
  } catch (error) {
    const noClock = error instanceof CapstanError && error.code === 'audio-clock-stalled';
    if (!noClock || request.capture === 'worklet' || !canCaptureTrack()) throw error;
    return openTrackSource(request);
  }
}
