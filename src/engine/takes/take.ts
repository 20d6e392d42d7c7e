import type { ErrorRecord } from '../../shared/base/errors.ts';
import type { FormatId } from '../../shared/audio/formats.ts';
import type { LoudnessSummary } from '../../shared/loudness/loudness-summary.ts';
import type { Gap, Ledger } from '../../shared/take/ledger.ts';
import type { TakeEdits } from '../../shared/edit/edit-list.ts';
import type { TakeSpec, TakeStanding } from '../../shared/take/take-events.ts';
import type { TakeMarker } from '../../shared/take/marker-replay.ts';

/** A take, on disk or in memory. */
export interface Take extends TakeStanding {
  readonly id: string;
  readonly name: string;
  readonly spec: TakeSpec;
  /**
   * `interrupted`: the recording broke off, and the take has not been recovered yet. `recovered`: the take is intact up
   * to where the recording broke off.
   */
  readonly state: 'complete' | 'interrupted' | 'recovered';
  /** Whether another tab was recording or recovering it, or any tab converting or splitting it, when it was listed. */
  readonly inUse: boolean;
  /**
   * What broke off and awaits the person's decision: the recording, or only the encoder, after the recording had been
   * stopped. Undefined if there is nothing to decide.
   */
  readonly brokeOff: 'recording' | 'encoding' | undefined;
  /** Frames at `spec.sampleRate`. */
  readonly frames: number;
  /** Frames at the end that the log tells of, and that the recording's file does not have: the disk lost them. */
  readonly missingFrames: number;
  /** How many of them, from the first, were captured before the take was started. 0 if that is not known. */
  readonly preRollFrames: number;
  readonly durationSeconds: number;
  /**
   * In a recovered take: from this frame on, the disk had not yet confirmed the audio, and a power cut may have damaged
   * it. Undefined if all of it is certain.
   */
  readonly uncertainFrom: number | undefined;
  /**
   * Files in the chosen format first, then the others. In each group, encoded files come before the journal. Those that
   * were made before the take was continued, and hold only its beginning, come last.
   */
  readonly files: readonly TakeFile[];
  /** In the order of their frames, which are those of the recording. */
  readonly markers: readonly TakeMarker[];
  /** Whether markers were changed or deleted since they were set. */
  readonly markersChanged: boolean;
  /** Frames, length and files are those of the recording, whatever the edits. */
  readonly edits: TakeEdits;
  readonly gaps: readonly Gap[];
  readonly ledger: Ledger | undefined;
  /** Of the whole take. Undefined until it was measured: a take that was continued, or made by an older version. */
  readonly loudness: LoudnessSummary | undefined;
  /** Why encoding to the chosen format failed; undefined if it did not fail, or a later attempt succeeded. */
  readonly encodeError: ErrorRecord | undefined;
  readonly savedTo: string | undefined;
  /** Whether there is no copy of it, or it was edited since. */
  readonly unsaved: boolean;
}

export interface TakeFile {
  /** Name within the take. */
  readonly file: string;
  readonly format: FormatId;
  readonly bytes: number;
  /** Length that an encoded file plays; undefined for the journal. */
  readonly seconds: number | undefined;
  /** The `state` of the edits that an encoded file was made with. Undefined for the journal, which has all of them. */
  readonly edits: number | undefined;
  readonly mimeType: string;
  /** A name to save it under: the take's name made safe for a file, with the format's extension. */
  readonly suggestedName: string;
}
