import { SIDES, type Side } from '../../shared/audio/input-side.ts';
import { checkedChoice, checkedNumber, refused } from '../../shared/base/refused.ts';
import type { FormatId } from '../../shared/audio/formats.ts';
import type { GapPolicy } from '../../shared/take/ledger.ts';
import type { TakeSpec } from '../../shared/take/take-events.ts';
import type { CaptureSource } from '../capture/capture-source.ts';
import type { Session } from '../capture/session.ts';
import { checkedDevice, type CaptureWays, type MicrophoneRequest } from '../microphone/microphone.ts';
import type { FailoverOptions, LostPolicy } from '../failover/capture-failover.ts';
import type { Naming } from '../takes/names/naming.ts';
import { checkedName, checkedQuality, takeId } from '../takes/take-options.ts';

/** Options for continuing a take that was stopped or broke off. On standby `capture` is that of the open microphone. */
export type ContinueOptions = MicrophoneRequest & Pick<StartOptions, 'onMicrophoneLost'>;

export interface StartOptions extends MicrophoneRequest {
  /** 1 to 200 characters. Default: the recorder's name. If another take has it, the take gets `name (2)`. */
  readonly name?: string;
  /** Makes the name instead. The name that the take began with is in the recorder's state. */
  readonly naming?: Omit<Naming, 'name' | 'at'> & { readonly scheme: string };
  readonly format: FormatId;
  /** A quality id of the format. Default: the format's own default. */
  readonly quality?: string;
  /** Seconds before the call to keep, 0 to 20; limited to the pre-roll that the microphone was armed with. */
  readonly preRollSeconds?: number;
  /** What the take does when its microphone goes away. Default: `next`. */
  readonly onMicrophoneLost?: LostPolicy;
  /** How missing frames are treated. Default: `mark`. */
  readonly gaps?: GapPolicy;
}

/** The journal can keep this much pre-roll, plus 10 s for commands that arrive late. */
const MAX_PRE_ROLL_SECONDS = 20;

export function checkPreRoll(seconds = 0): number {
  return checkedNumber('preRollSeconds', seconds, 0, MAX_PRE_ROLL_SECONDS);
}

/** What the caller chose of a take. */
type ChosenSpec = Pick<TakeSpec, 'name' | 'format' | 'quality' | 'sampleFormat' | 'gaps'>;

/** Throws `invalid-option`, which names the field. */
export function chosenSpec({
  name,
  format,
  quality,
  gaps,
}: StartOptions & { readonly name: string }): ChosenSpec {
  const { id, sampleFormat } = checkedQuality(format, quality);
  return {
    name: checkedName(name),
    format,
    quality: id,
    sampleFormat,
    gaps: choice('gaps', gaps, ['mark', 'fill']),
  };
}

/** The properties that are fixed when a take begins. Throws nothing: the microphone is open by now. */
export function takeSpec(
  chosen: ChosenSpec,
  source: Pick<CaptureSource, 'label' | 'sampleRate' | 'channels' | 'side'>,
): TakeSpec {
  const createdAt = Date.now();
  return {
    ...chosen,
    id: takeId(createdAt),
    sampleRate: source.sampleRate,
    channels: source.channels,
    ...(source.side === undefined ? {} : { side: source.side }),
    createdAt,
    source: 'microphone',
    device: source.label,
  };
}

/** What is asked of a microphone, but for the signal. Throws `invalid-option`, which names the field. */
export function checkedMicrophone({
  deviceId,
  channels,
  sampleRate,
  side,
  capture,
}: MicrophoneRequest): Omit<MicrophoneRequest, 'signal'> {
  if (channels !== undefined) checkedChoice('channels', channels, [1, 2]);
  if (sampleRate !== undefined && !(Number.isSafeInteger(sampleRate) && sampleRate > 0))
    throw refused('sampleRate', 'be a whole number above 0', sampleRate);
  return {
    deviceId: checkedDevice(deviceId),
    channels,
    sampleRate,
    side: checkedSide(side),
    capture: checkedWays(capture),
  };
}

/** Throws `invalid-option`, which names the field, if another microphone is asked for than the armed one. */
export function checkSameMicrophone(options: MicrophoneRequest, { asked, source }: Session): void {
  const opened: MicrophoneRequest = source;
  for (const field of ['deviceId', 'side', 'sampleRate', 'channels', 'capture'] as const) {
    const value = options[field];
    if (value === undefined || value === '' || value === asked[field] || value === opened[field]) continue;
    throw refused(field, 'be the armed microphone’s, or disarm first', value);
  }
}

/** The failover options of a take. Throws `invalid-option`, which names the field. */
export function failoverOptions({ onMicrophoneLost, capture }: ContinueOptions): FailoverOptions {
  return {
    onLost: choice('onMicrophoneLost', onMicrophoneLost, ['next', 'wait', 'stop']),
    capture: checkedWays(capture),
  };
}

/** The capture paths (ways) to use; `both` where none were chosen. Throws `invalid-option`. */
export function checkedWays(capture: CaptureWays | undefined): CaptureWays {
  return choice('capture', capture, ['both', 'worklet', 'track']);
}

/** Throws `invalid-option` unless it is a side or undefined: all channels. */
export function checkedSide(side: Side | undefined): Side | undefined {
  return side === undefined ? undefined : checkedChoice('side', side, SIDES);
}

/** `value` if it is one of `choices`; the first choice if it is undefined. Throws `invalid-option` otherwise. */
function choice<Choice extends string>(
  field: string,
  value: Choice | undefined,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  return value === undefined ? choices[0] : checkedChoice(field, value, choices);
}
