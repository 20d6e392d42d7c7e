import type { FloodTakeOptions, FloodTakeReport } from '../../e2e/lab/flood-take.ts';
import type { FormatId } from '../../src/shared/audio/formats.ts';

/** What the bench's Node side calls in its page. */
export interface BenchApi {
  /** Reads the WAV file chosen in the page's file field: the input of what follows. */
  loadInput(): Promise<{ readonly frames: number }>;
  /** Downloads, verifies and compiles the ffmpeg core. */
  loadCore(): Promise<{ readonly ms: number }>;
  instantiateCore(times: number): Promise<CoreStart>;
  /** Floods the input, or without one the flood's own signal, through the recorder. */
  floodTake(options: FloodTakeOptions): Promise<FloodTakeReport>;
  convert(takeId: string, format: FormatId): Promise<{ readonly ms: number; readonly bytes: number }>;
  mediabunny(format: MediabunnyFormat): Promise<{ readonly ms: number; readonly bytes: number }>;
  deleteTake(takeId: string): Promise<void>;
  /** Records from the microphone through a capture worklet that is timed. */
  timeCapture(seconds: number): Promise<CaptureCost>;
  /** The same class in a worker of its own. */
  timeProcessor(blocks: number): Promise<ProcessorCost>;
  startRecording(kind: RecordingKind): Promise<void>;
  stopRecording(): Promise<{ readonly bytes: number }>;
}

export type MediabunnyFormat = 'wav' | 'opus' | 'mp3';
/** `idle` holds the microphone open and does nothing with it. */
export type RecordingKind = 'idle' | 'capstan' | 'media-recorder';

export interface CoreStart {
  /** One instantiation each; the first also fetches and parses the glue script. */
  readonly ms: readonly number[];
  readonly heapBytesAtStart: number;
  /** After ten seconds of silence were encoded to Opus. */
  readonly heapBytesAfterOpus: number;
}

export interface CaptureCost {
  /** Microseconds per block, ascending. */
  readonly us: readonly number[];
  readonly clockResolutionUs: number;
  /** Share of the time in which the clock's thread did not run, so that nothing could be measured. */
  readonly clockStalled: number;
  readonly sampleRate: number;
}

export interface ProcessorCost {
  readonly us: readonly number[];
  readonly meanUs: number;
}

declare global {
  var bench: BenchApi;
}
