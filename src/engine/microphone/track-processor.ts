import { sharesMemory } from '../base/shared-memory.ts';

/** Not in TypeScript's own library: Chromium alone has it for audio. */
export interface TrackProcessor {
  readonly readable: ReadableStream<AudioData>;
}

export type TrackProcessorConstructor = new (options: {
  track: MediaStreamTrack;
  maxBufferSize: number;
}) => TrackProcessor;

/** Undefined where the browser has none, and where its frames' worker has no shared memory to write into. */
export function trackProcessor(): TrackProcessorConstructor | undefined {
  if (!sharesMemory()) return undefined;
  return (globalThis as { MediaStreamTrackProcessor?: TrackProcessorConstructor }).MediaStreamTrackProcessor;
}

/** Whether the page can have a track's frames without an audio clock. */
export function canCaptureTrack(): boolean {
  return trackProcessor() !== undefined;
}
