import { SIDES, type Side } from '../../shared/audio/input-side.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import { FORMATS, isFormatId, type FormatId } from '../../shared/audio/formats.ts';
import type { GapPolicy } from '../../shared/take/ledger.ts';
import type { TakeSpec } from '../../shared/take/take-events.ts';
import type { CaptureSource } from '../capture/capture-source.ts';
import type { CaptureWays, MicrophoneRequest } from '../microphone/microphone.ts';
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
  if (!(seconds >= 0 && seconds <= MAX_PRE_ROLL_SECONDS)) {
    throw new CapstanError(
      'invalid-option',
      `preRollSeconds must be from 0 to ${MAX_PRE_ROLL_SECONDS}, not ${seconds}`,
    );
  }
  return seconds;
}

/** The properties that are fixed when a take begins. Throws `invalid-option`, which names the field. */
export function takeSpec(
  options: StartOptions & { readonly name: string },
  source: Pick<CaptureSource, 'label' | 'sampleRate' | 'channels' | 'side'>,
): TakeSpec {
  if (!isFormatId(options.format)) {
    const known = FORMATS.map((format) => format.id).join(', ');
    throw new CapstanError('invalid-option', `format must be one of ${known}, not ${String(options.format)}`);
  }
  const quality = checkedQuality(options.format, options.quality);
  const createdAt = Date.now();
  return {
    id: takeId(createdAt),
    name: checkedName(options.name),
    format: options.format,
    quality: quality.id,
    sampleFormat: quality.sampleFormat,
    sampleRate: source.sampleRate,
    channels: source.channels,
    ...(source.side === undefined ? {} : { side: source.side }),
    createdAt,
    source: 'microphone',
    device: source.label,
    gaps: checkedChoice('gaps', options.gaps, ['mark', 'fill']),
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
  if (channels !== undefined && channels !== 1 && channels !== 2) {
    throw new CapstanError('invalid-option', `channels must be 1 or 2, not ${String(channels)}`);
  }
  if (sampleRate !== undefined && !(Number.isSafeInteger(sampleRate) && sampleRate > 0)) {
    throw new CapstanError(
      'invalid-option',
      `sampleRate must be a whole number above 0, not ${String(sampleRate)}`,
    );
  }
  return { deviceId, channels, sampleRate, side: checkedSide(side), capture: checkedWays(capture) };
}

/** The failover options of a take. Throws `invalid-option`, which names the field. */
export function failoverOptions({ onMicrophoneLost, capture }: ContinueOptions): FailoverOptions {
  return {
    onLost: checkedChoice('onMicrophoneLost', onMicrophoneLost, ['next', 'wait', 'stop']),
    capture: checkedWays(capture),
  };
}

/** The capture paths (ways) to use; `both` where none were chosen. Throws `invalid-option`. */
export function checkedWays(capture: CaptureWays | undefined): CaptureWays {
  return checkedChoice('capture', capture, ['both', 'worklet', 'track']);
}

/** Throws `invalid-option` unless it is a side or undefined: all channels. */
export function checkedSide(side: Side | undefined): Side | undefined {
  return side === undefined ? undefined : checkedChoice('side', side, SIDES);
}

/** `value` if it is one of `choices`; the first choice if it is undefined. Throws `invalid-option` otherwise. */
function checkedChoice<Choice extends string>(
  field: string,
  value: Choice | undefined,
  choices: readonly [Choice, ...Choice[]],
): Choice {
  if (value === undefined) return choices[0];
  if (choices.includes(value)) return value;
  throw new CapstanError(
    'invalid-option',
    `${field} must be one of ${choices.join(', ')}, not ${String(value)}`,
  );
}
