import type { FormatId } from '../../src/shared/audio/formats.ts';
import type { ConvertOutcome } from '../../src/engine/convert/converter.ts';
import type { ConvertRequest } from '../../src/engine/convert/convert-request.ts';
import type { Take } from '../../src/engine/takes/take.ts';
import type { PeakRange } from '../../src/shared/peaks/peak-range.ts';
import type { Loudness } from '../../src/shared/journal/status-block.ts';
import type { FloodCheck, FloodTakeOptions, FloodTakeReport, MemoryReading } from './flood-take.ts';
import type { RingReading } from './ring-reading.ts';
import type { ContractResult } from './storage-contract.ts';

/** The engine's recorder, as far as tests and benches use it through the lab page. */
export interface LabRecorder {
  readonly state: { readonly kind: string; readonly source?: { readonly ways: readonly string[] } };
  readonly core: { load(): Promise<unknown> };
  readonly takes: {
    read(id: string, file: string): Promise<File>;
    delete(id: string): Promise<void>;
  };
  arm(): Promise<void>;
  disarm(): Promise<void>;
  dispose(): Promise<void>;
  start(options: {
    readonly name?: string;
    readonly format: FormatId;
    readonly quality?: string;
    readonly capture?: 'both' | 'worklet' | 'track';
    readonly side?: 'left' | 'right';
    readonly onMicrophoneLost?: 'next' | 'wait' | 'stop';
  }): Promise<void>;
  pause(): Promise<void>;
  stop(): Promise<Pick<Take, 'id' | 'spec' | 'frames' | 'ledger'>>;
  livePeaks(): { readonly count: number } | undefined;
  peaks(range: PeakRange): Promise<{ readonly channels: number; readonly columns: Int16Array } | undefined>;
  elapsedSeconds(): number;
  loudness(): Loudness | undefined;
  encodedSeconds(): number;
}

/** The engine's entry point. */
export interface LabCapstan {
  recorder(name: string): LabRecorder;
  dispose(): Promise<void>;
  readonly converter: { convert(request: ConvertRequest): Promise<ConvertOutcome> };
  readonly takes: { list(): Promise<readonly Take[]>; delete(id: string): Promise<void> };
  readonly peaks: {
    open(
      take: Take,
    ): Promise<{ readonly frames: number; show(range: PeakRange): Promise<Int16Array> } | undefined>;
    makeMissing(takes: readonly Take[]): void;
    on(name: 'made', listener: (takeId: string) => void): () => void;
  };
}

/** A recorder with a flood of audio in place of its microphone. */
export interface LabFloodRecorder {
  readonly recorder: LabRecorder;
  record(options: FloodTakeOptions): Promise<FloodTakeReport>;
}

/** A recorder whose progress can be read from outside. */
export interface LabWatchedRecorder {
  readonly recorder: LabRecorder;
  read(): RingReading;
}

/** What the lab page offers to the programs that drive it. `lab.ts` is type-checked against it. */
export interface LabPage {
  createCapstan(): LabCapstan;
  createRecorder(): LabRecorder;
  readonly FloodRecorder: new (options?: {
    readonly signal: readonly Float32Array[];
    readonly sampleRate: number;
  }) => LabFloodRecorder;
  readonly WatchedRecorder: new () => LabWatchedRecorder;
  floodSignal(sampleRate: number, channels: number, gridShare: number): Float32Array[];
  checkFlood(file: File, headerBytes: number, signal: readonly Float32Array[]): Promise<FloodCheck>;
  /** Memory of all the page's threads, as the browser counts it. */
  measureMemory(): Promise<Omit<MemoryReading, 'atSeconds'>>;
  storageContract(): Promise<ContractResult[]>;
}

declare global {
  var lab: LabPage;
  /** The recorder that the program driving the page has put here. */
  var watched: LabWatchedRecorder;
}
