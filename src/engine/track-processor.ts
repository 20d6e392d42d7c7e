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

/** Whether the browser can deliver a track's frames without an audio clock. */
export function canCaptureTrack(): boolean {
  return trackProcessor() !== undefined;
}
