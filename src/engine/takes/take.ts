import type { ErrorRecord } from '../../shared/base/errors.ts';
import type { FormatId } from '../../shared/audio/formats.ts';
import type { Gap, Ledger } from '../../shared/take/ledger.ts';
import type { Marker, TakeSpec } from '../../shared/take/take-events.ts';

/** A take on disk. */
export interface Take {
  readonly id: string;
  readonly name: string;
  readonly spec: TakeSpec;
  /**
   * `interrupted`: its recording was not stopped, and its audio could not be made whole yet. `recovered`: it was made
   * whole up to where the recording broke off.
   */
  readonly state: 'complete' | 'interrupted' | 'recovered';
  /** Whether another tab records or recovers it, or any converts it, as of the listing. */
  readonly inUse: boolean;
  /**
   * What broke off, and waits for the person to say what becomes of it: the recording, or only the encoder while a
   * recording that was stopped was being finished.
   */
  readonly brokeOff: 'recording' | 'encoding' | undefined;
  /** Frames at `spec.sampleRate`. */
  readonly frames: number;
  readonly durationSeconds: number;
  /**
   * Of a recovered take: from this frame on, its audio was not yet confirmed by the disk, and a power cut may have spoilt
   * it. Undefined where all of it is certain.
   */
  readonly uncertainFrom: number | undefined;
  /** The file in the chosen format first, then the journal and conversions. */
  readonly files: readonly TakeFile[];
  readonly markers: readonly Marker[];
  readonly gaps: readonly Gap[];
  readonly ledger: Ledger | undefined;
  /** Why there is no file in the chosen format, if there is none. */
  readonly encodeError: ErrorRecord | undefined;
  readonly savedTo: string | undefined;
}

export interface TakeFile {
  /** Name within the take. */
  readonly file: string;
  readonly format: FormatId;
  readonly bytes: number;
  readonly mimeType: string;
  /** A name for it outside: the take's, cleaned, with the format's extension. */
  readonly suggestedName: string;
}
