import type { FormatId } from '../../src/shared/audio/formats.ts';

/** Options of a flooded take. They are passed from Node to the page. */
export interface FloodTakeOptions {
  readonly format: FormatId;
  /** Default: the format's default quality. */
  readonly quality?: string;
  /** Seconds of audio to rush through. */
  readonly seconds: number;
  /**
   * Seconds of real time before the stop, so that the stop happens in a live state. With 0 the encoder is still behind
   * at the stop.
   */
  readonly liveSeconds: number;
  /**
   * A live encoder is fed half a second at a time. With this option the stop comes as soon as the encoder is this far
   * behind.
   */
  readonly behindSeconds?: number;
  /** The positions in the take at which memory is measured, in seconds, ascending. */
  readonly measureMemoryAtSeconds?: readonly number[];
}

export interface FloodTakeReport {
  readonly takeId: string;
  /** Frames of the take. */
  readonly frames: number;
  /** Frames that the encoded file was found to contain; undefined for WAV. */
  readonly encodedFrames: number | undefined;
  readonly ledger: { readonly captured: number; readonly journaled: number; readonly lost: number };
  /** Size of the file in the take's format. */
  readonly bytes: number;
  /** Milliseconds from the start of the rush until all its audio was journaled. */
  readonly rushMs: number;
  /** Milliseconds from the call of `stop` until the finished file's size was read. */
  readonly stopMs: number;
  /** How far the encoder was behind at the stop, in seconds. */
  readonly lagSeconds: number;
  readonly memory: readonly MemoryReading[];
}

export interface MemoryReading {
  readonly atSeconds: number;
  /** Memory of all the page's threads, as the browser counts it. */
  readonly bytes: number;
  readonly breakdown: readonly { readonly what: string; readonly bytes: number }[];
}

/** Asks to compare a 24-bit journal with the 16-bit signal that it was made from, which the flood plays in a loop. */
export interface FloodCheckRequest {
  readonly file: File;
  readonly headerBytes: number;
  readonly signal: readonly Float32Array[];
}

export interface FloodCheck {
  /** Frames, counted from the first, that equal the signal bit for bit. */
  readonly exactFrames: number;
  /** Frames in the file. */
  readonly frames: number;
}
