import { CapstanError } from '../shared/errors.ts';
import { microphoneError, policyAllowsMicrophone } from './microphone-errors.ts';

/** A microphone to choose from. Labels are empty until permission was given. */
export interface MicrophoneInfo {
  readonly deviceId: string;
  readonly label: string;
}

export type CaptureWay = 'auto' | 'worklet' | 'track';

export interface MicrophoneRequest {
  /** The browser's id; undefined for its default. */
  readonly deviceId?: string | undefined;
  /** 1 or 2; undefined for what the device gives, up to 2. */
  readonly channels?: number | undefined;
  /** Hz the frames must have, resampled if need be; undefined for the device's own. `mic-rate-refused` where it cannot. */
  readonly sampleRate?: number | undefined;
  /** By which way frames come; `auto` is the worklet, and the track where the audio clock fails. */
  readonly capture?: CaptureWay | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The processing browsers apply to microphones unless told not to. */
const PROCESSING = ['echoCancellation', 'noiseSuppression', 'autoGainControl', 'voiceIsolation'] as const;

type Processing = (typeof PROCESSING)[number];

export interface OpenMicrophone {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  readonly label: string;
  readonly deviceId: string | undefined;
  /** Hz; undefined where the browser does not tell (Firefox). */
  readonly sampleRate: number | undefined;
  readonly channels: number;
  /** Seconds between air and page, as the browser reports it. */
  readonly latency: number;
  /** Processing that is still on although it was asked off. */
  readonly processing: readonly Processing[];
}

export async function listMicrophones(): Promise<MicrophoneInfo[]> {
  if (navigator.mediaDevices === undefined) return [];
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter((device) => device.kind === 'audioinput')
    .map(({ deviceId, label }) => ({ deviceId, label }));
}

/** Opens a microphone with all processing off. */
export async function openMicrophone(request: MicrophoneRequest): Promise<OpenMicrophone> {
  request.signal?.throwIfAborted();
  const stream = await getStream(request);
  const [track] = stream.getAudioTracks();
  if (request.signal?.aborted === true || track === undefined) {
    closeStream(stream);
    request.signal?.throwIfAborted();
    throw new CapstanError('mic-failed', 'the stream has no audio track');
  }
  const settings = track.getSettings() as MediaTrackSettings & { latency?: number };
  return {
    stream,
    track,
    label: track.label,
    deviceId: settings.deviceId,
    sampleRate: settings.sampleRate,
    channels: request.channels ?? Math.min(2, Math.max(1, settings.channelCount ?? 2)),
    latency: settings.latency ?? 0.01,
    processing: PROCESSING.filter((name) => isOn(settings, name)),
  };
}

export function closeStream(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** Hears once of a microphone that was unplugged or taken away. */
export function onTrackEnded(
  { track, label }: OpenMicrophone,
  listener: (error: CapstanError) => void,
): void {
  track.addEventListener('ended', () => listener(new CapstanError('mic-lost', label)), { once: true });
}

async function getStream({ deviceId, channels }: MicrophoneRequest): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: {
        ...Object.fromEntries(PROCESSING.map((name) => [name, false])),
        channelCount: { ideal: channels ?? 2 },
        ...(deviceId === undefined ? {} : { deviceId: { exact: deviceId } }),
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
