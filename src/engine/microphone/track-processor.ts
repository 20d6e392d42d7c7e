import { sharesMemory } from '../base/shared-memory.ts';

/** Not in TypeScript's own library, because only Chromium has it for audio. */
export interface TrackProcessor {
  readonly readable: ReadableStream<AudioData>;
}

export type TrackProcessorConstructor = new (options: {
  track: MediaStreamTrack;
  maxBufferSize: number;
}) => TrackProcessor;

/** Undefined if the browser has none, or if there is no shared memory for its worker to write into. */
export function trackProcessor(): TrackProcessorConstructor | undefined {
  if (!sharesMemory()) return undefined;
  return (globalThis as { MediaStreamTrackProcessor?: TrackProcessorConstructor }).MediaStreamTrackProcessor;
}

/** Whether the page can capture a track's frames without an audio clock. */
export function canCaptureTrack(): boolean {
  return trackProcessor() !== undefined;
}
