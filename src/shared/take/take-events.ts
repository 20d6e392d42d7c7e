import type { ErrorRecord } from '../base/errors.ts';
import type { FormatId } from '../audio/formats.ts';
import type { Gap, GapPolicy, Healed, Ledger } from './ledger.ts';
import type { SampleFormat } from '../audio/sample-format.ts';
import type { WavShape } from '../audio/wav-header.ts';

/** What is fixed about a take when it begins. */
export interface TakeSpec {
  readonly id: string;
  readonly name: string;
  readonly format: FormatId;
  readonly quality: string;
  readonly sampleFormat: SampleFormat;
  readonly sampleRate: number;
  readonly channels: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly source: 'microphone' | 'file';
  /** The microphone's label as the browser gives it, or the opened file's name. */
  readonly device: string;
  /** Without: `mark`. */
  readonly gaps?: GapPolicy;
}

export interface Marker {
  readonly frame: number;
  readonly label: string;
}

/** The shape of a take's journal file. */
export function journalShape(spec: TakeSpec): WavShape {
  return { sampleRate: spec.sampleRate, channels: spec.channels, format: spec.sampleFormat };
}

/** A finished encoded file. */
export interface EncodedFile {
  /** Name within the take. */
  readonly file: string;
  readonly format: FormatId;
  /** How long it says it plays, in frames at `sampleRate`. */
  readonly frames: number;
  readonly sampleRate: number;
}

/**
 * One line of a take's `events.jsonl`. Frames count from the take's first frame; `at` is milliseconds since 1970.
 * The log is append-only: a later event wins over an earlier one.
 */
export type TakeEvent =
  | { readonly type: 'created'; readonly version: 1; readonly spec: TakeSpec }
  | { readonly type: 'paused'; readonly frame: number; readonly at: number }
  | { readonly type: 'resumed'; readonly frame: number; readonly at: number }
  /** The frames from here on come from another microphone, or by another way. */
  | { readonly type: 'source'; readonly frame: number; readonly at: number; readonly device: string }
  | { readonly type: 'marker'; readonly frame: number; readonly label: string }
  /** With `suspicion`, a number, it is what is known so far, until that suspicion is withdrawn. */
  | { readonly type: 'gap'; readonly gap: Gap; readonly suspicion?: number }
  /** A suspicion was not so, or is known better: the next gap tells. */
  | { readonly type: 'withdrawn'; readonly suspicion: number }
  /** A hole in one way to the microphone, which the other filled. One of the same frame, way and kind right behind it is the same, grown. */
  | { readonly type: 'healed'; readonly healed: Healed }
  /** The time of day was set while the recording went on: it jumped by so many milliseconds. Nothing is missing. */
  | { readonly type: 'clock-set'; readonly frame: number; readonly at: number; readonly byMs: number }
  /** Now and then: so many frames were on the disk for sure. */
  | { readonly type: 'synced'; readonly frames: number }
  | {
      readonly type: 'stopped';
      readonly at: number;
      readonly frames: number;
      readonly ledger: Ledger;
      /** Markers that are in this log alone: past frame 2^32 - 1, where a WAV has no number for them. */
      readonly markersLeftOut?: number;
    }
  /** The recording broke off and is about to be made whole; from frame `certainFrames` on a power cut may have spoilt it. */
  | { readonly type: 'repairing'; readonly at: number; readonly certainFrames: number }
  /** Its audio was found and made whole. `brokeOffAt`: its file's last write, where that is known. */
  | {
      readonly type: 'recovered';
      readonly at: number;
      readonly frames: number;
      readonly brokeOffAt?: number | undefined;
    }
  /** The recording went on after it broke off, `pausedMs` by the wall clock after its last sign of life. */
  | { readonly type: 'continued'; readonly at: number; readonly frame: number; readonly pausedMs: number }
  /** The person decided what becomes of a take that broke off, or whose encoder did. */
  | { readonly type: 'kept'; readonly at: number }
  | ({ readonly type: 'encoded' } & EncodedFile)
  | { readonly type: 'encode-failed'; readonly format: FormatId; readonly error: ErrorRecord }
  | { readonly type: 'renamed'; readonly name: string }
  | { readonly type: 'saved'; readonly file: string; readonly to: string; readonly at: number };

export const EVENT_LOG_NAME = 'events.jsonl';
export const JOURNAL_NAME = 'audio.wav';
/** The folder of the private file system that holds one folder per take. */
export const TAKES_FOLDER = 'takes';

/** What a log says of its take. */
export interface TakeHistory {
  readonly spec: TakeSpec;
  readonly name: string;
  readonly markers: readonly Marker[];
  readonly gaps: readonly Gap[];
  readonly healed: readonly Healed[];
  readonly ledger: Ledger | undefined;
  /** Frames found after the recording broke off, if it did, was looked after, and was not continued since. */
  readonly recoveredFrames: number | undefined;
  /** When the recording was last known to run, in milliseconds since 1970. */
  readonly lastSignOfLife: number;
  /** Milliseconds of all breaks so far. */
  readonly breaksMs: number;
  /** Whether the person decided what becomes of what broke off. */
  readonly kept: boolean;
  /** Of a recording that broke off: the frames that are what was recorded even if a power cut did it. */
  readonly certainFrames: number | undefined;
  /** Frames that the log itself knows to be on the disk. */
  readonly syncedFrames: number;
  readonly encoded: readonly EncodedFile[];
  readonly encodeError: ErrorRecord | undefined;
  readonly savedTo: string | undefined;
}
