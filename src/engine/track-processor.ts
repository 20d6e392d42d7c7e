import { sharesMemory } from './shared-memory.ts';

/** Not in TypeScript's own library: Chromium alone has it for audio. */
export interface TrackProcessor {
  readonly readable: ReadableStream<AudioData>;
}

export type TrackProcessorConstructor = new (options: {
  track: MediaStreamTrack;
  maxBufferSize: number;
}) => TrackProcessor;

export function trackProcessor(): TrackProcessorConstructor | undefined {
  return (globalThis as { MediaStreamTrackProcessor?: TrackProcessorConstructor }).MediaStreamTrackProcessor;
}

/** Whether the page can have a track's frames without an audio clock: their worker writes into shared memory. */
export function canCaptureTrack(): boolean {
  return trackProcessor() !== undefined && sharesMemory();
}
