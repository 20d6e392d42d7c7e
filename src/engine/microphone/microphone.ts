import { CapstanError } from '../../shared/base/errors.ts';
import type { Side } from '../../shared/audio/input-side.ts';
import { checkedText } from '../../shared/base/refused.ts';
import { checkedSignal } from '../base/checked-signal.ts';
import { unlessAborted, withDeadline } from '../base/deadline.ts';
import { microphoneError, policyAllowsMicrophone } from './microphone-errors.ts';

/** A microphone to choose from. Labels are empty until permission is granted. */
export interface MicrophoneInfo {
  readonly deviceId: string;
  readonly label: string;
}

/** The capture paths (ways) for frames: the audio graph's worklet, a processor of the track, or both at once. */
export type CaptureWays = 'both' | 'worklet' | 'track';

/** Time for a person to answer the browser's permission prompt. */
const QUESTION_PATIENCE_MS = 180_000;
/** Time for the device to open when there is no prompt. Wireless headphones take seconds to open their microphone. */
const DEVICE_PATIENCE_MS = 15_000;

export interface MicrophoneRequest {
  /** The browser's id of the microphone; undefined, or the empty id of a list without permission, for its default. */
  readonly deviceId?: string | undefined;
  /** 1 or 2; undefined for as many as the device has, up to 2. */
  readonly channels?: number | undefined;
  /** Records this channel alone, as mono. An input that is not known to have two channels has no sides. */
  readonly side?: Side | undefined;
  /** Hz the frames must have, resampled if needed; undefined for the device's own. Fails with `mic-rate-refused`. */
  readonly sampleRate?: number | undefined;
  /** Default `both`: each way fills the other's holes. Without a track processor, `both` uses the worklet alone. */
  readonly capture?: CaptureWays | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The processing that browsers apply to microphones unless asked not to. */
const PROCESSING = ['echoCancellation', 'noiseSuppression', 'autoGainControl', 'voiceIsolation'] as const;

type Processing = (typeof PROCESSING)[number];

export interface OpenMicrophone {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly label: string;
  readonly deviceId: string | undefined;
  /** Hz; undefined if the browser does not report it (Firefox). */
  readonly sampleRate: number | undefined;
  /** Channels of the take: 1 if there is a side. */
  readonly channels: number;
  /** The channel of the input that is captured; undefined for all of them. */
  readonly side: Side | undefined;
  /** Seconds between air and page, as the browser reports it; 0.01 if it does not. */
  readonly latency: number;
  /** Processing that is still on although it was requested off. */
  readonly processing: readonly Processing[];
}

/** All devices that the browser lists, not only microphones, so that it shows whether the browser lists any at all. */
export async function listDevices(): Promise<(MicrophoneInfo & { readonly kind: MediaDeviceKind })[]> {
  if (navigator.mediaDevices === undefined) return [];
  return navigator.mediaDevices.enumerateDevices();
}

/**
 * Opens a microphone with all processing off. One that opens after its deadline, or after the request was aborted, is
 * closed. Rejects with a `mic-…` error or the signal's reason.
 */
export async function openMicrophone(request: MicrophoneRequest): Promise<OpenMicrophone> {
  checkedDevice(request.deviceId);
  checkedSignal(request.signal)?.throwIfAborted();
  const tooLate = () => new CapstanError('mic-failed', 'the browser did not open the microphone in time');
  const stream = await withDeadline(patienceMs(), tooLate, request.signal, (signal) =>
    unlessAborted(getStream(request), signal, closeStream),
  );
  const [track] = stream.getAudioTracks();
  if (track === undefined) {
    closeStream(stream);
    throw new CapstanError('mic-failed', 'the stream has no audio track');
  }
  const settings = track.getSettings() as MediaTrackSettings & { latency?: number };
  // Of an input with one channel the right side would be silent.
  const side = (settings.channelCount ?? 1) === 1 ? undefined : request.side;
  return {
    stream,
    track,
    label: track.label,
    deviceId: settings.deviceId,
    sampleRate: settings.sampleRate,
    channels:
      side !== undefined ? 1 : (request.channels ?? Math.min(2, Math.max(1, settings.channelCount ?? 2))),
    side,
    latency: settings.latency ?? 0.01,
    processing: PROCESSING.filter((name) => isOn(settings, name)),
  };
}

/** Throws `invalid-option` unless it is a text, or undefined. */
export function checkedDevice(deviceId: string | undefined): string | undefined {
  return deviceId === undefined ? deviceId : checkedText('deviceId', deviceId);
}

export function closeStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Calls the listener once when the microphone is unplugged or taken away, also if that was before this call. */
export function onTrackEnded(
  { track, label }: Pick<OpenMicrophone, 'track' | 'label'>,
  listener: (error: CapstanError) => void,
): void {
  const tell = () => listener(new CapstanError('mic-lost', label));
  if (track.readyState === 'ended') tell();
  else track.addEventListener('ended', tell, { once: true });
}

async function patienceMs(): Promise<number> {
  try {
    const { state } = await navigator.permissions.query({ name: 'microphone' });
    return state === 'granted' ? DEVICE_PATIENCE_MS : QUESTION_PATIENCE_MS;
  } catch {
    // Some browsers do not know the permission name 'microphone'.
    return QUESTION_PATIENCE_MS;
  }
}

async function getStream({ deviceId, channels, side }: MicrophoneRequest): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: {
        ...Object.fromEntries(PROCESSING.map((name) => [name, false])),
        channelCount: { ideal: side === undefined ? (channels ?? 2) : 2 },
        ...(deviceId && { deviceId: { exact: deviceId } }),
      },
    });
  } catch (error) {
    throw microphoneError(error, policyAllowsMicrophone(document as object));
  }
}

function isOn(settings: MediaTrackSettings, name: Processing): boolean {
  const value = (settings as Partial<Record<Processing, boolean | string>>)[name];
  return value !== undefined && value !== false && value !== 'none';
}
