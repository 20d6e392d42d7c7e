import type { FormatId } from '../../src/shared/audio/formats.ts';

/** What a test or a bench asks of a flooded take; crosses from Node to the page. */
export interface FloodTakeOptions {
  readonly format: FormatId;
  /** The format's default without. */
  readonly quality?: string;
  /** Audio to rush through. */
  readonly seconds: number;
  /** Real time before the stop, so that it comes in a live state; 0 stops with the encoder still behind. */
  readonly liveSeconds: number;
  /** A live encoder is fed half a second at a time: the stop then comes as soon as it is so far behind. */
  readonly behindSeconds?: number;
  /** Where in the take memory is measured, ascending. */
  readonly measureMemoryAtSeconds?: readonly number[];
}

export interface FloodTakeReport {
  readonly takeId: string;
  /** Frames of the take. */
  readonly frames: number;
  /** Frames the encoded file proved to hold; undefined for WAV. */
  readonly encodedFrames: number | undefined;
  readonly ledger: { readonly captured: number; readonly journaled: number; readonly lost: number };
  /** Size of the file in the take's format. */
  readonly bytes: number;
  /** From the start of the rush until all its audio was journaled. */
  readonly rushMs: number;
  /** From the call of stop until the finished file's size was read. */
  readonly stopMs: number;
  /** How far the encoder was behind at the stop. */
  readonly lagSeconds: number;
  readonly memory: readonly MemoryReading[];
}

export interface MemoryReading {
  readonly atSeconds: number;
  /** All the page's threads, by the browser's own count. */
  readonly bytes: number;
  readonly breakdown: readonly { readonly what: string; readonly bytes: number }[];
}

/** A 24-bit journal against the 16-bit signal it was made of, which is walked round and round. */
export interface FloodCheckRequest {
  readonly file: File;
  readonly headerBytes: number;
  readonly signal: readonly Float32Array[];
}

export interface FloodCheck {
  /** Frames that are the signal's own, bit for bit, from the first on. */
  readonly exactFrames: number;
  /** Frames in the file. */
  readonly frames: number;
}
