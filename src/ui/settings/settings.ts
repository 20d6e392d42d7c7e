import { canCaptureTrack } from '../../engine/microphone/track-processor.ts';
import { SIDES, type Side } from '../../shared/audio/input-side.ts';
import type { LostPolicy } from '../../engine/failover/capture-failover.ts';
import type { GapPolicy } from '../../shared/take/ledger.ts';
import { FORMATS, formatEntry, isFormatId, type FormatId } from '../../shared/audio/formats.ts';

/** What happens to a take in Capstan once a copy of it is saved. */
export type AfterSave = 'keep' | 'ask' | 'delete';

export interface Settings {
  /** Undefined: the browser's default. The label is stored because the browser may not reveal it until later. */
  readonly microphone: { readonly deviceId: string; readonly label: string } | undefined;
  /** The channel that is recorded of a microphone, by its device id; empty for the default one. All, if there is none. */
  readonly sides: Readonly<Record<string, Side>>;
  readonly format: FormatId;
  /** The quality last chosen for each format. */
  readonly qualities: Readonly<Partial<Record<FormatId, string>>>;
  readonly afterSave: AfterSave;
  readonly preRollSeconds: number;
  /** What a take does when its microphone goes away. */
  readonly onMicrophoneLost: LostPolicy;
  /** What happens to frames that never came. */
  readonly gaps: GapPolicy;
  /** How many capture paths (ways) are used where there are two. */
  readonly capture: CaptureTimes;
  readonly looks: Looks;
  /** Whether keys without Ctrl, Alt or Meta are shortcuts. */
  readonly singleKeys: boolean;
  /** Whether the record view shows loudness. */
  readonly loudness: boolean;
  /** LUFS that takes are meant to have, one of `LOUDNESS_TARGETS`; 0 for none. */
  readonly loudnessTarget: number;
  /** How the next takes are named, such as `{speaker}_{n:03}`. Empty: by the time. */
  readonly scheme: string;
  /** For `{speaker}` in the scheme. */
  readonly speaker: string;
}

/** The colour scheme. `system`: the one that the browser asks for. */
export type Looks = 'system' | 'light' | 'dark';

/**
 * `twice`: two capture paths (ways), each of which fills the other's holes. `once`: only the one that needs no audio
 * clock.
 */
export type CaptureTimes = 'twice' | 'once';

export const PRE_ROLL_CHOICES: readonly number[] = [0, 1, 2, 5, 10, 20];
/** Integrated loudness in LUFS; 0 for none. */
export const LOUDNESS_TARGETS: readonly number[] = [0, -14, -16, -19, -23, -24];

const KEY = 'capstan-settings';
const AFTER_SAVE: readonly AfterSave[] = ['keep', 'ask', 'delete'];
const LOST: readonly LostPolicy[] = ['next', 'wait', 'stop'];
const GAPS: readonly GapPolicy[] = ['mark', 'fill'];
const CAPTURE: readonly CaptureTimes[] = ['twice', 'once'];
const LOOKS: readonly Looks[] = ['system', 'light', 'dark'];
const DEFAULTS: Settings = {
  microphone: undefined,
  sides: {},
  format: 'wav',
  qualities: {},
  afterSave: 'keep',
  preRollSeconds: 2,
  onMicrophoneLost: 'next',
  gaps: 'mark',
  capture: 'twice',
  looks: 'system',
  singleKeys: true,
  loudness: true,
  loudnessTarget: -16,
  scheme: '',
  speaker: '',
};

/** The quality in use for a format. */
export function qualityOf(settings: Settings, format: FormatId): string {
  return settings.qualities[format] ?? formatEntry(format).defaultQuality;
}

/** The channel that is recorded of the chosen microphone; undefined for all. */
export function sideOf({ microphone, sides }: Settings): Side | undefined {
  return sides[microphone?.deviceId ?? ''];
}

/** How the chosen microphone is to be opened, and what becomes of it in a take. */
export function microphoneRequest(settings: Settings) {
  const { microphone, preRollSeconds, onMicrophoneLost, capture } = settings;
  const once = capture === 'once' && canCaptureTrack();
  return {
    deviceId: microphone?.deviceId,
    side: sideOf(settings),
    preRollSeconds,
    onMicrophoneLost,
    capture: once ? ('track' as const) : ('both' as const),
  };
}

/** The sides once this one was chosen for the chosen microphone. @param sides as they are stored */
export function withSide(
  { microphone }: Pick<Settings, 'microphone'>,
  sides: Settings['sides'],
  side: Side | undefined,
): Settings['sides'] {
  const { [microphone?.deviceId ?? '']: _, ...others } = sides;
  return side === undefined ? others : { ...others, [microphone?.deviceId ?? '']: side };
}

/** What changes of the settings: of `sides` and `qualities` only those entries. Undefined takes a value away. */
export type Changes = Readonly<Partial<Record<keyof Settings, unknown>>> & {
  readonly sides?: Entries;
  readonly qualities?: Entries;
};

type Entries = Readonly<Record<string, unknown>>;

/** What turns some settings into others. */
export function changesOf(before: Settings, after: Partial<Settings>): Changes {
  const sides = changedEntries(before.sides, after.sides);
  return { ...after, sides, qualities: changedEntries(before.qualities, after.qualities) };
}

function changedEntries(before: Entries, after = before): Entries {
  const ids = Object.keys({ ...before, ...after }).filter((id) => before[id] !== after[id]);
  return Object.fromEntries(ids.map((id) => [id, after[id]]));
}

/** First one, then the other. What neither names stays, also what this version does not know. */
export function bothOf(one: Changes, other: Changes): Changes {
  const sides = { ...one.sides, ...other.sides };
  return { ...one, ...other, sides, qualities: { ...one.qualities, ...other.qualities } };
}

/** Reads the stored settings, as they are once something more has changed. Missing or invalid values get their defaults. */
export function loadSettings(more: Changes = {}): Settings {
  return checkedSettings(bothOf(stored(), more));
}

/** Returns whether they are stored. */
export function storeChanges(changes: Changes): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(bothOf(stored(), changes)));
    return true;
  } catch {
    // Site data is blocked or full. The settings then last as long as the page.
    return false;
  }
}

/** What is stored, also by a newer version in another tab. */
function stored(): Changes {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof value === 'object') return value ?? {};
  } catch {
    // Site data is blocked, or the stored text is not JSON.
  }
  return {};
}

function checkedSettings(stored: Changes): Settings {
  return {
    microphone: checkedMicrophone(stored.microphone),
    sides: checkedSides(stored.sides),
    format: isFormatId(stored.format) ? stored.format : DEFAULTS.format,
    qualities: checkedQualities(stored.qualities),
    afterSave: AFTER_SAVE.find((choice) => choice === stored.afterSave) ?? DEFAULTS.afterSave,
    preRollSeconds:
      PRE_ROLL_CHOICES.find((seconds) => seconds === stored.preRollSeconds) ?? DEFAULTS.preRollSeconds,
    onMicrophoneLost: LOST.find((choice) => choice === stored.onMicrophoneLost) ?? DEFAULTS.onMicrophoneLost,
    gaps: GAPS.find((choice) => choice === stored.gaps) ?? DEFAULTS.gaps,
    capture: CAPTURE.find((choice) => choice === stored.capture) ?? DEFAULTS.capture,
    looks: LOOKS.find((choice) => choice === stored.looks) ?? DEFAULTS.looks,
    singleKeys: typeof stored.singleKeys === 'boolean' ? stored.singleKeys : DEFAULTS.singleKeys,
    loudness: typeof stored.loudness === 'boolean' ? stored.loudness : DEFAULTS.loudness,
    loudnessTarget:
      LOUDNESS_TARGETS.find((target) => target === stored.loudnessTarget) ?? DEFAULTS.loudnessTarget,
    scheme: typeof stored.scheme === 'string' ? stored.scheme : DEFAULTS.scheme,
    speaker: typeof stored.speaker === 'string' ? stored.speaker : DEFAULTS.speaker,
  };
}

function checkedMicrophone(value: unknown): Settings['microphone'] {
  if (typeof value !== 'object' || value === null) return undefined;
  const { deviceId, label } = value as { deviceId?: unknown; label?: unknown };
  if (typeof deviceId !== 'string' || deviceId === '' || typeof label !== 'string') return undefined;
  return { deviceId, label };
}

function checkedSides(value: unknown): Settings['sides'] {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Side] => SIDES.includes(entry[1] as Side)),
  );
}

function checkedQualities(value: unknown): Settings['qualities'] {
  if (typeof value !== 'object' || value === null) return {};
  const stored = value as Record<string, unknown>;
  const pairs = FORMATS.map(({ id, qualities }) => [
    id,
    qualities.find((quality) => quality.id === stored[id])?.id,
  ]);
  return Object.fromEntries(pairs.filter(([, quality]) => quality !== undefined)) as Settings['qualities'];
}
