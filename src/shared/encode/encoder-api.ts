import type { FormatId } from '../audio/formats.ts';
import type { FileLike } from '../base/file-like.ts';
import type { PortLike } from '../capture/capture-port.ts';
import type { CompiledCore } from './core-loader-api.ts';
import type { StorageKind } from '../take/storage-kind.ts';

/** The encoder worker: runs one job in one ffmpeg process and is then terminated. */
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
  /** Whether the source's samples above full scale are counted, because the new file cannot hold them. */
  readonly countsOver?: boolean;
  /** The format that the finished file must prove to have. */
  readonly format: FormatId;
}

export type EncodeInput =
  | { readonly kind: 'feed'; readonly feed: SharedArrayBuffer }
  | { readonly kind: 'file'; readonly file: FileLike };

/** The connection between the page and a running job. A running job answers no messages. */
export type JobChannel =
  /** `cancel` is a feed ring of which only the cancel word is used. A job with a feed uses its feed. */
  | { readonly kind: 'shared'; readonly progress: SharedArrayBuffer; readonly cancel: SharedArrayBuffer }
  /**
   * Without shared memory, the job sends its `JobCounts` over the port. The page cancels it by terminating its worker.
   */
  | { readonly kind: 'port'; readonly port: PortLike };

/** A file of an existing take. */
export interface OutputPath {
  readonly takeId: string;
  readonly file: string;
  /** If this is `memory`, the result contains the file. */
  readonly storage: StorageKind;
}

export type EncodeResult =
  | {
      readonly outcome: 'done';
      readonly bytes: number;
      /** Bytes of input read. */
      readonly bytesIn: number;
      /** Length that the finished file claims to play, in frames at `sampleRate`. */
      readonly frames: number;
      readonly sampleRate: number;
      /** The file itself, a Blob, if takes are kept in memory. */
      readonly content?: FileLike;
      /** How many samples of the source were above full scale, if they were counted. */
      readonly over: number;
      /** Frames of silence that were put in where the source has no sound, if the arguments ask for it. */
      readonly silence: number;
      /** Frames of the source that were left out, because others have their time already. */
      readonly discarded: number;
      /**
       * The end of what ffmpeg logged about errors after which it continued, as with a damaged input. Usually empty.
       */
      readonly log: string;
    }
  | { readonly outcome: 'cancelled' };
