import type { Side } from '../audio/input-side.ts';
import type { ErrorRecord } from '../base/errors.ts';
import type { FormatId } from '../audio/formats.ts';
import type { TakeEdits } from '../edit/edit-list.ts';
import type { EditEvent } from '../edit/edit-replay.ts';
import type { Gap, GapPolicy, Healed, Ledger } from './ledger.ts';
import type { MarkerEvent, TakeMarker } from './marker-replay.ts';
import type { SampleFormat } from '../audio/sample-format.ts';
import type { LoudnessSummary } from '../loudness/loudness-summary.ts';
import type { WavShape } from '../audio/wav-header.ts';

/** The properties of a take that are fixed when it begins. */
export interface TakeSpec {
  readonly id: string;
  readonly name: string;
  readonly format: FormatId;
  readonly quality: string;
  readonly sampleFormat: SampleFormat;
  readonly sampleRate: number;
  readonly channels: number;
  /** The channel of a stereo input that was recorded; undefined for all of them. */
  readonly side?: Side;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly source: 'microphone' | 'file';
  /** The microphone's label as the browser gives it, or the opened file's name. */
  readonly device: string;
  /** Default: `mark`. */
  readonly gaps?: GapPolicy;
  /**
   * The id of the take that this one is a part of. Its audio is copied: until the log has a `stopped` or `recovered`
   * event, the part is not complete, and nothing is lost with it.
   */
  readonly splitFrom?: string;
}

export interface Marker {
  readonly frame: number;
  readonly label: string;
  /** Tells a marker that was just set from others at its frame, also once it has another label. No log has it. */
  readonly key?: number;
}

/** What the person thinks of a take, and whether it was deleted. */
export interface TakeStanding {
  readonly starred: boolean;
  /** The person has marked the take as one that is not to be used. */
  readonly rejected: boolean;
  /** When it was deleted, in milliseconds since 1970. Undefined for a take that was not deleted, or was restored. */
  readonly deletedAt: number | undefined;
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
  /** Length that the file claims to play, in frames at `sampleRate`. */
  readonly frames: number;
  readonly sampleRate: number;
  /** The `state` of the edits that it was made with. Undefined: 0, the recording as it was. */
  readonly edits?: number;
}

/**
 * One line of a take's `events.jsonl`. Frames count from the take's first frame; `at` is in milliseconds since 1970.
 * The log is append-only: a later event overrides an earlier one.
 */
export type TakeEvent =
  | { readonly type: 'created'; readonly version: 1; readonly spec: TakeSpec }
  /** The first `frames` frames were captured before the take was started. */
  | { readonly type: 'pre-roll'; readonly frames: number }
  | { readonly type: 'paused'; readonly frame: number; readonly at: number }
  | { readonly type: 'resumed'; readonly frame: number; readonly at: number }
  /** The following frames come from another microphone, or from the same one opened again. */
  | { readonly type: 'source'; readonly frame: number; readonly at: number; readonly device: string }
  | MarkerEvent
  | EditEvent
  /** With `suspicion` (a number), the gap is provisional until a `withdrawn` event with this number. */
  | { readonly type: 'gap'; readonly gap: Gap; readonly suspicion?: number }
  /** The suspicion was wrong, or is now known more exactly; in that case a `gap` event follows. */
  | { readonly type: 'withdrawn'; readonly suspicion: number }
  /**
   * A hole in one capture path (way) that the other filled. If the previous `healed` event has the same frame, way and
   * kind, this one replaces it: the hole has grown.
   */
  | { readonly type: 'healed'; readonly healed: Healed }
  /** The time of day was set during the recording and jumped by `byMs` milliseconds. Nothing is missing. */
  | { readonly type: 'clock-set'; readonly frame: number; readonly at: number; readonly byMs: number }
  /** Written now and then: `frames` frames were on the disk for certain. */
  | { readonly type: 'synced'; readonly frames: number }
  | {
      readonly type: 'stopped';
      readonly at: number;
      readonly frames: number;
      readonly ledger: Ledger;
      /** Markers past frame 2^32 - 1, which are only in this log: a WAV has no number for them. */
      readonly markersLeftOut?: number;
      /** Of the whole take. Undefined if only a part of it was measured: a take that was continued. */
      readonly loudness?: LoudnessSummary;
    }
  /** The whole take, `frames` frames, was measured after it had ended. */
  | { readonly type: 'measured'; readonly frames: number; readonly loudness: LoudnessSummary }
  /**
   * The recording broke off and is about to be repaired. A power cut may have spoilt it from frame `certainFrames` on.
   */
  | { readonly type: 'repairing'; readonly at: number; readonly certainFrames: number }
  /** The audio was found and repaired. `brokeOffAt`: when its file was last written, if known. */
  | {
      readonly type: 'recovered';
      readonly at: number;
      readonly frames: number;
      readonly brokeOffAt?: number | undefined;
    }
  /** A take that was stopped is about to be continued: its ledger and its encoded files end too early from now on. */
  | { readonly type: 'reopened'; readonly at: number }
  /**
   * The recording was continued after it broke off or was stopped, `pausedMs` by the wall clock after its last sign of
   * life.
   */
  | { readonly type: 'continued'; readonly at: number; readonly frame: number; readonly pausedMs: number }
  /** The person decided what to do with a take whose recording or encoder broke off. */
  | { readonly type: 'kept'; readonly at: number }
  | ({ readonly type: 'encoded' } & EncodedFile)
  | { readonly type: 'encode-failed'; readonly format: FormatId; readonly error: ErrorRecord }
  | { readonly type: 'renamed'; readonly name: string }
  /** `lacks`: the copy has not all of the take, which was changed meanwhile, or the file is older than its edits. */
  | {
      readonly type: 'saved';
      readonly file: string;
      readonly to: string;
      readonly at: number;
      readonly lacks?: true;
    }
  /** What the person thinks of the take; see `take-standing.ts`. */
  | { readonly type: 'starred' }
  | { readonly type: 'unstarred' }
  | { readonly type: 'rejected' }
  | { readonly type: 'unrejected' }
  /** The take left the list. It can be restored for 30 days. */
  | { readonly type: 'deleted'; readonly at: number }
  | { readonly type: 'restored'; readonly at: number };

export const EVENT_LOG_NAME = 'events.jsonl';
export const JOURNAL_NAME = 'audio.wav';
/** What a waveform is drawn from; see `peaks-header.ts`. It can be made again from the audio at any time. */
export const PEAKS_NAME = 'peaks.bin';
/** The folder in the private file system with one subfolder per take. */
export const TAKES_FOLDER = 'takes';

/** The state of a take, as replayed from its log. */
export interface TakeHistory extends TakeStanding {
  readonly spec: TakeSpec;
  readonly name: string;
  /** Whether its audio was still being copied from the take that was split. */
  readonly copying: boolean;
  /** How many frames, from the first, were captured before the take was started. Older logs do not tell: 0. */
  readonly preRollFrames: number;
  readonly markers: readonly TakeMarker[];
  /** Whether markers were changed or deleted since they were set. */
  readonly markersChanged: boolean;
  readonly edits: TakeEdits;
  readonly gaps: readonly Gap[];
  readonly healed: readonly Healed[];
  readonly ledger: Ledger | undefined;
  /**
   * Frames found by the repair of a recording that broke off. Undefined if there was none, or if the recording was
   * continued since.
   */
  readonly recoveredFrames: number | undefined;
  /** When the recording is last known to have run, in milliseconds since 1970. */
  readonly lastSignOfLife: number;
  /** Total milliseconds of all breaks. */
  readonly breaksMs: number;
  /** Whether the person decided what to do with what broke off. */
  readonly kept: boolean;
  /** For a recording that broke off: the number of frames that are intact even if the cause was a power cut. */
  readonly certainFrames: number | undefined;
  /** Frames that the log reports to be on the disk. */
  readonly syncedFrames: number;
  readonly encoded: readonly EncodedFile[];
  readonly encodeError: ErrorRecord | undefined;
  readonly savedTo: string | undefined;
  /** Whether the copy that was saved last lacks something: its edits or markers have changed since, or meanwhile. */
  readonly changedSinceSaved: boolean;
  /** Of the whole take; undefined if it was not measured since it was last recorded. */
  readonly loudness: LoudnessSummary | undefined;
}
