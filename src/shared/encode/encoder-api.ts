import type { FormatId } from '../audio/formats.ts';
import type { FileLike } from '../base/file-like.ts';
import type { PortLike } from '../capture/capture-port.ts';
import type { CompiledCore } from './core-loader-api.ts';
import type { StorageKind } from '../take/storage-kind.ts';

/** The encoder worker: one job, one ffmpeg process, then the worker is thrown away. */
export interface EncoderApi {
  run(job: EncodeJob): Promise<EncodeResult>;
}

export interface EncodeJob {
  readonly core: CompiledCore;
  readonly coreScriptUrl: string;
  readonly input: EncodeInput;
  /** ffmpeg's arguments before `-i`. */
  readonly inputArgs: readonly string[];
  /** ffmpeg's arguments before the output's name. */
  readonly outputArgs: readonly string[];
  readonly output: OutputPath;
  readonly channel: JobChannel;
  readonly check: EncodeCheck;
}

export type EncodeInput =
  | { readonly kind: 'feed'; readonly feed: SharedArrayBuffer }
  | { readonly kind: 'file'; readonly file: FileLike };

/** How page and job reach one another while the job runs, when it answers no message. */
export type JobChannel =
  /** `cancel` is a feed ring, for its cancel word alone; of a job that is fed, its feed. */
  | { readonly kind: 'shared'; readonly progress: SharedArrayBuffer; readonly cancel: SharedArrayBuffer }
  /** No memory is shared: the job sends its `JobCounts`; to cancel it, its worker is ended. */
  | { readonly kind: 'port'; readonly port: PortLike };

/** A file of a take that exists. */
export interface OutputPath {
  readonly takeId: string;
  readonly file: string;
  /** In memory, the file is handed over with the result. */
  readonly storage: StorageKind;
}

/** What a finished file must prove of itself. */
export interface EncodeCheck {
  readonly format: FormatId;
  readonly channels: number;
}

export type EncodeResult =
  | {
      readonly outcome: 'done';
      readonly bytes: number;
      /** Bytes of input that were read. */
      readonly bytesIn: number;
      /** How long the finished file says it plays, in frames at `sampleRate`. */
      readonly frames: number;
      readonly sampleRate: number;
      /** The file itself, a Blob, where takes are kept in memory. */
      readonly content?: FileLike;
      /** The last errors ffmpeg printed and went on after: a damaged input. Mostly empty. */
      readonly log: string;
    }
  | { readonly outcome: 'cancelled' };
