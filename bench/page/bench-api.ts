import type { FloodTakeOptions, FloodTakeReport } from '../../e2e/lab/flood-take.ts';
import type { FormatId } from '../../src/shared/audio/formats.ts';

/** The functions of the page that the bench's Node side calls. */
export interface BenchApi {
  /** Reads the WAV file chosen in the page's file field, as the input of later calls. */
  loadInput(): Promise<{ readonly frames: number }>;
  /** Downloads, verifies and compiles the ffmpeg core. */
  loadCore(): Promise<{ readonly ms: number }>;
  instantiateCore(times: number): Promise<CoreStart>;
  /** Sends the input through the recorder as fast as possible; if none was loaded, the flood's own signal. */
  floodTake(options: FloodTakeOptions): Promise<FloodTakeReport>;
  convert(takeId: string, format: FormatId): Promise<{ readonly ms: number; readonly bytes: number }>;
  mediabunny(format: MediabunnyFormat): Promise<{ readonly ms: number; readonly bytes: number }>;
  deleteTake(takeId: string): Promise<void>;
  /** Records from the microphone through a worklet that times the capture processor. */
  timeCapture(seconds: number): Promise<CaptureCost>;
  /** Times the same capture processor alone in a worker. */
  timeProcessor(blocks: number): Promise<ProcessorCost>;
  /** Times the journal's kernels in a worker, `runs` times. */
  timeMeters(runs: number): Promise<MeterCost>;
  startRecording(kind: RecordingKind): Promise<void>;
  stopRecording(): Promise<{ readonly bytes: number }>;
}

export type MediabunnyFormat = 'wav' | 'opus' | 'mp3';
/** `idle` keeps the microphone open and records nothing; `once` is Capstan with the setting `Capture: once`. */
export type RecordingKind = 'idle' | 'capstan' | 'once' | 'media-recorder';

export interface CoreStart {
  /** One entry per instantiation. The first includes fetching and parsing the glue script. */
  readonly ms: readonly number[];
  readonly heapBytesAtStart: number;
  /** After encoding ten seconds of silence to Opus. */
  readonly heapBytesAfterOpus: number;
}

export interface CaptureCost {
  /** Microseconds per block, ascending. */
  readonly us: readonly number[];
  readonly clockResolutionUs: number;
  /** The share, 0 to 1, of the time in which the clock's thread did not run, so that nothing could be measured. */
  readonly clockStalled: number;
  readonly sampleRate: number;
}

export interface ProcessorCost {
  readonly us: readonly number[];
  readonly meanUs: number;
}

/** Shares of a core, 0 to 1, in real time: one entry per run. */
export interface MeterParts {
  readonly levels: readonly number[];
  readonly weighting: readonly number[];
  readonly truePeaks: readonly number[];
}

export interface MeterCost {
  readonly simd: MeterParts & { readonly packing: readonly number[]; readonly all: readonly number[] };
  /** The same in plain TypeScript, one sample at a time. */
  readonly plain: MeterParts;
}

declare global {
  var bench: BenchApi;
}
