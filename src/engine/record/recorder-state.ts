import type { CapstanError } from '../../shared/base/errors.ts';
import type { Gap, Healed } from '../../shared/take/ledger.ts';
import type { SignalWarning } from '../../shared/journal/journal-notices.ts';
import type { CaptureSource } from '../capture/capture-source.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';
import type { SourceEvent } from '../failover/capture-failover.ts';
import type { Take } from '../takes/take.ts';

export type RecorderState =
  | { readonly kind: 'idle' }
  /** The microphone is being asked for and opened. */
  | { readonly kind: 'opening' }
  /** The microphone is open; nothing is kept but the pre-roll. */
  | { readonly kind: 'armed'; readonly source: SourceInfo }
  | {
      readonly kind: 'recording' | 'paused' | 'stopping';
      readonly source: SourceInfo;
      readonly takeId: string;
      readonly name: string;
      /** Whether the microphone is away, and the take waits for one. */
      readonly away: boolean;
    };

/** What is known of the open microphone. */
export type SourceInfo = Pick<CaptureSource, 'label' | 'sampleRate' | 'channels' | 'processing' | 'ways'>;

export interface RecorderEvents {
  state: RecorderState;
  /** The microphone of the take went away, came back, or was opened anew. */
  source: SourceEvent;
  /** The first seconds of the take sound as if something were wrong. */
  sound: SignalWarning;
  /** Frames lost, or suspected false, in the take being recorded. */
  gap: Gap;
  /** A hole in one way to the microphone that the other filled: nothing is missing. */
  healed: Healed;
  /** Something went wrong unasked: microphone lost, disk full, worker died. The take was kept and closed. */
  error: CapstanError;
  /** The live encoder's file cannot be written: the take goes on, and its file is made when it has ended. */
  encodingDeferred: CapstanError;
  /** A take's files are finished, by `stop` or by themselves. */
  take: Take;
  /** The recording ended, its encoder has still to catch up. */
  encoding: {
    readonly takeId: string;
    readonly name: string;
    readonly doneSeconds: number;
    readonly totalSeconds: number;
  };
}

/** How the recorder's parts have its listeners hear. */
export type Tell = <Name extends keyof RecorderEvents>(name: Name, event: RecorderEvents[Name]) => void;

export interface ArmOptions extends MicrophoneRequest {
  /** How far a start can reach back, in seconds, 0 to 20. */
  readonly preRollSeconds?: number;
}
