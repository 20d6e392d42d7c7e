import type { CapstanError } from '../../shared/base/errors.ts';
import type { Gap, Healed } from '../../shared/take/ledger.ts';
import type { SignalWarning } from '../../shared/journal/journal-notices.ts';
import type { CaptureSource } from '../capture/capture-source.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';
import type { SourceEvent } from '../failover/capture-failover.ts';
import type { Take } from '../takes/take.ts';
import type { TypedEvents } from '../base/typed-events.ts';

export type RecorderState =
  | { readonly kind: 'idle' }
  /** A microphone is being requested and opened, or a take is being begun on an open one. */
  | { readonly kind: 'opening' }
  /** The microphone is open; nothing is kept but the pre-roll. */
  | { readonly kind: 'armed'; readonly source: SourceInfo }
  | {
      readonly kind: 'recording' | 'paused' | 'stopping';
      readonly source: SourceInfo;
      readonly takeId: string;
      /** The name that it began with: that of a take that is renamed meanwhile is in the library. */
      readonly name: string;
      /** Whether the microphone is gone and the take waits for one. */
      readonly away: boolean;
    };

/** The open microphone's properties. */
export type SourceInfo = Pick<
  CaptureSource,
  'label' | 'sampleRate' | 'channels' | 'side' | 'processing' | 'ways'
>;

export interface RecorderEvents {
  state: RecorderState;
  /**
   * The take's microphone went away, came back or was reopened, its audio clock runs slow, or one of its capture paths
   * (ways) was dropped because it delivered different samples.
   */
  source: SourceEvent;
  /** The first seconds of the take suggest a fault: silent channels, or a very low level. */
  sound: SignalWarning;
  /** Frames of the take being recorded that are lost, or suspected to be false. */
  gap: Gap;
  /** One capture path had a hole, which the other filled: nothing is missing. */
  healed: Healed;
  /**
   * A failure outside any call: microphone lost, disk full, worker died. A take being recorded is closed at what was
   * captured. If the journal worker died, nothing closes the take: one on disk is recovered later.
   */
  error: CapstanError;
  /** The live encoder ran out of room for its file. The take continues; its file is encoded when the recording ends. */
  encodingDeferred: CapstanError;
  /** A take's files are finished, whether `stop` ended it or it ended by itself. */
  take: Take;
  /** Progress of an encoder that has yet to catch up after its recording ended. */
  encoding: {
    readonly takeId: string;
    readonly name: string;
    readonly doneSeconds: number;
    readonly totalSeconds: number;
  };
}

/** How the recorder's parts emit its events. */
export type Tell = <Name extends keyof RecorderEvents>(name: Name, event: RecorderEvents[Name]) => void;

export interface ArmOptions extends MicrophoneRequest {
  /** How far before the call a start can reach back (pre-roll), in seconds, 0 to 20. */
  readonly preRollSeconds?: number;
}

/**
 * Resolves once no microphone is being opened, and no take begun.
 * @param opens whether that goes on; by default, what the state says
 */
export async function untilOpened(
  recorder: Pick<TypedEvents<RecorderEvents>, 'on'> & { readonly state: RecorderState },
  opens = () => recorder.state.kind === 'opening',
): Promise<void> {
  while (opens())
    await new Promise<void>((resolve) => {
      const leave = recorder.on('state', () => {
        leave();
        resolve();
      });
    });
}
