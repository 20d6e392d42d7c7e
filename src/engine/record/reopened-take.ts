import { CapstanError } from '../../shared/base/errors.ts';
import type { TakeHistory, TakeSpec } from '../../shared/take/take-events.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';
import type { Session } from '../capture/session.ts';
import type { TakeLibrary } from '../takes/take-library.ts';

/**
 * Locks a recorded take, for a recording that continues it. Throws `wrong-state` for a take made of a file, and
 * `take-not-found` for a deleted one: what is recorded would be in no list.
 */
export async function claimTake(
  library: TakeLibrary,
  takeId: string,
): Promise<{ readonly priorRecording: TakeHistory; readonly free: () => void }> {
  const free = await library.acquire(takeId);
  try {
    const priorRecording = await library.history(takeId);
    if (priorRecording.spec.source === 'file')
      throw new CapstanError('wrong-state', 'only a recording can be continued');
    if (priorRecording.deletedAt !== undefined)
      throw new CapstanError('take-not-found', 'the take was deleted');
    return { priorRecording, free };
  } catch (error) {
    free();
    throw error;
  }
}

/** The open microphone, if the take can continue on it: same device, sample rate, channels and side; else undefined. */
export function fitting(
  armed: Session | undefined,
  { sampleRate, channels, side }: TakeSpec,
  request: MicrophoneRequest,
): Session | undefined {
  if (armed === undefined) return undefined;
  const { source, asked } = armed;
  const { deviceId } = request;
  const sameDevice = !deviceId || deviceId === asked.deviceId;
  const sameShape = source.sampleRate === sampleRate && source.channels === channels && source.side === side;
  return sameDevice && sameShape ? armed : undefined;
}
