import { CapstanError } from '../shared/errors.ts';
import type { TakeHistory, TakeSpec } from '../shared/take-events.ts';
import type { MicrophoneRequest } from './microphone.ts';
import type { Session } from './session.ts';
import type { TakeLibrary } from './take-library.ts';

/** Occupies a take for a recording that goes on with it. */
export async function claimBrokenTake(
  library: TakeLibrary,
  takeId: string,
): Promise<{ readonly past: TakeHistory; readonly free: () => void }> {
  const free = await library.occupy(takeId);
  try {
    const past = await library.history(takeId);
    if (past.ledger !== undefined || past.spec.source === 'file')
      throw new CapstanError('wrong-state', 'only a take that broke off can be continued');
    return { past, free };
  } catch (error) {
    free();
    throw error;
  }
}

/** What a microphone must deliver to go on with the take. */
export function shapeOf({ sampleRate, channels }: TakeSpec): MicrophoneRequest {
  return { sampleRate, channels };
}

/** Whether the take can go on with the microphone that is open. */
export function fitsTake(
  { source, deviceId }: Session,
  { sampleRate, channels }: TakeSpec,
  request: MicrophoneRequest,
): boolean {
  const sameDevice = request.deviceId === undefined || request.deviceId === deviceId;
  return sameDevice && source.sampleRate === sampleRate && source.channels === channels;
}
