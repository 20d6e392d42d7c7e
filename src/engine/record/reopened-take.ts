import { CapstanError } from '../../shared/base/errors.ts';
import type { TakeHistory, TakeSpec } from '../../shared/take/take-events.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';
import type { Session } from '../capture/session.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { Moment } from '../../shared/journal/capture-link.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import type { Standby } from './standby.ts';
import type { TakeBegin } from './transport.ts';

/**
 * Locks a recorded take, and opens a microphone that it can continue on, unless the armed one is such. Returns what
 * continues it there.
 */
export async function reopenTake(
  parts: { readonly takes: TakeLibrary; readonly journal: JournalClient; readonly standby: Standby },
  takeId: string,
  request: MicrophoneRequest,
  armed: Session | undefined,
  startMoment: Moment,
): Promise<{ session: Session; begin: Omit<TakeBegin, 'failover' | 'signal'> }> {
  const { priorRecording, free } = await parts.standby.attempt(armed, () => claimTake(parts.takes, takeId));
  const { spec, name } = priorRecording;
  const goesOn = fitting(armed, spec, request);
  const { sampleRate, channels, side } = spec;
  const asked = { ...request, sampleRate, channels, side };
  let session: Session;
  try {
    const forOneTake = { ...asked, held: false, preRollSeconds: 0, standby: armed?.asked };
    session = goesOn ?? (await parts.standby.open(asked, forOneTake));
  } catch (error) {
    free();
    throw error;
  }
  const begin = {
    takeId: spec.id,
    isNew: false,
    acquire: async () => free,
    write: async (signal: AbortSignal) => {
      signal.throwIfAborted();
      await parts.journal.continue(priorRecording, goesOn === undefined ? [] : startMoment);
      return { ...spec, name };
    },
  };
  return { session, begin };
}

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
function fitting(
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
