import type { ErrorRecord } from './errors.ts';
import type { FormatId } from './formats.ts';
import type { Gap, GapPolicy, Healed, Ledger } from './ledger.ts';
import type { SampleFormat } from './sample-format.ts';
import type { WavShape } from './wav-header.ts';

/** What is fixed about a take when it begins. */
export interface TakeSpec {
  readonly id: string;
  readonly name: string;
  readonly format: FormatId;
  readonly quality: string;
  readonly sampleFormat: SampleFormat;
  readonly sampleRate: number;
  readonly channels: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly source: 'microphone' | 'file';
  /** The microphone's label as the browser gives it, or the opened file's name. */
  readonly device: string;
  /** Without: `mark`. */
  readonly gaps?: GapPolicy;
}

export interface Marker {
  readonly frame: number;
  readonly label: string;
}

/** The shape of a take's journal file. */
export function journalShape(spec: TakeSpec): WavShape {
  return { sampleRate: spec.sampleRate, channels: spec.channels, format: spec.sampleFormat };
}

/** A finished encoded file. */
export interface EncodedFile {
  /** Name within the take. */
  readonly file: string;
  readonly format: FormatId;
  /** How long it says it plays, in frames at `sampleRate`. */
  readonly frames: number;
  readonly sampleRate: number;
}

/**
 * One line of a take's `events.jsonl`. Frames count from the take's first frame; `at` is milliseconds since 1970.
 * The log is append-only: a later event wins over an earlier one.
 */
export type TakeEvent =
  | { readonly type: 'created'; readonly version: 1; readonly spec: TakeSpec }
  | { readonly type: 'paused'; readonly frame: number; readonly at: number }
  | { readonly type: 'resumed'; readonly frame: number; readonly at: number }
  /** The frames from here on come from another microphone, or by another way. */
  | { readonly type: 'source'; readonly frame: number; readonly at: number; readonly device: string }
  | { readonly type: 'marker'; readonly frame: number; readonly label: string }
  | { readonly type: 'gap'; readonly gap: Gap }
  /** A hole in one way to the microphone, which the other filled. */
  | { readonly type: 'healed'; readonly healed: Healed }
  /** Now and then: so many frames were on the disk for sure. */
  | { readonly type: 'synced'; readonly frames: number }
  | {
      readonly type: 'stopped';
      readonly at: number;
      readonly frames: number;
      readonly ledger: Ledger;
      /** Markers that are in this log alone: past frame 2^32 - 1, where a WAV has no number for them. */
      readonly markersLeftOut?: number;
    }
  /** The recording broke off and is about to be made whole; from frame `certainFrames` on a power cut may have spoilt it. */
  | { readonly type: 'repairing'; readonly at: number; readonly certainFrames: number }
  /** Its audio was found and made whole. `brokeOffAt`: its file's last write, where that is known. */
  | {
      readonly type: 'recovered';
      readonly at: number;
      readonly frames: number;
      readonly brokeOffAt?: number | undefined;
    }
  /** The recording went on after it broke off, `pausedMs` by the wall clock after its last sign of life. */
  | { readonly type: 'continued'; readonly at: number; readonly frame: number; readonly pausedMs: number }
  /** The person decided what becomes of a take that broke off, or whose encoder did. */
  | { readonly type: 'kept'; readonly at: number }
  | ({ readonly type: 'encoded' } & EncodedFile)
  | { readonly type: 'encode-failed'; readonly format: FormatId; readonly error: ErrorRecord }
  | { readonly type: 'renamed'; readonly name: string }
  | { readonly type: 'saved'; readonly file: string; readonly to: string; readonly at: number };

export const EVENT_LOG_NAME = 'events.jsonl';
export const JOURNAL_NAME = 'audio.wav';
/** The folder of the private file system that holds one folder per take. */
export const TAKES_FOLDER = 'takes';

export function eventLine(event: TakeEvent): string {
  return `${JSON.stringify(event)}\n`;
}

/** Reads a log. A torn line, as a crash leaves at the end, is skipped. */
export function parseEventLog(text: string): TakeEvent[] {
  const events: TakeEvent[] = [];
  for (const line of text.split('\n')) {
    const event = parseLine(line);
    if (event !== undefined) events.push(event);
  }
  return events;
}

function parseLine(line: string): TakeEvent | undefined {
  if (line.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'type' in value ? (value as TakeEvent) : undefined;
  } catch {
    return undefined;
  }
}

/** What a log says of its take. */
export interface TakeHistory {
  readonly spec: TakeSpec;
  readonly name: string;
  readonly markers: readonly Marker[];
  readonly gaps: readonly Gap[];
  readonly healed: readonly Healed[];
  readonly ledger: Ledger | undefined;
  /** Frames found after the recording broke off, if it did, was looked after, and was not continued since. */
  readonly recoveredFrames: number | undefined;
  /** When the recording was last known to run, in milliseconds since 1970. */
  readonly lastSignOfLife: number;
  /** Milliseconds of all breaks so far. */
  readonly breaksMs: number;
  /** Whether the person decided what becomes of what broke off. */
  readonly kept: boolean;
  /** Of a recording that broke off: the frames that are what was recorded even if a power cut did it. */
  readonly certainFrames: number | undefined;
  /** Frames that the log itself knows to be on the disk. */
  readonly syncedFrames: number;
  readonly encoded: readonly EncodedFile[];
  readonly encodeError: ErrorRecord | undefined;
  readonly savedTo: string | undefined;
}

/** Replays a log; undefined when it does not even tell how the take began. */
export function replayEvents(events: readonly TakeEvent[]): TakeHistory | undefined {
  const created = events.find((event) => event.type === 'created');
  if (created === undefined) return undefined;
  let name = created.spec.name;
  let ledger: Ledger | undefined;
  let recoveredFrames: number | undefined;
  let lastSignOfLife = created.spec.createdAt;
  let breaksMs = 0;
  let kept = false;
  let certainFrames: number | undefined;
  let syncedFrames = 0;
  let encodeError: ErrorRecord | undefined;
  let savedTo: string | undefined;
  const markers: Marker[] = [];
  const gaps: Gap[] = [];
  const healed: Healed[] = [];
  const encoded = new Map<string, EncodedFile>();
  for (const event of events) {
    switch (event.type) {
      case 'marker':
        markers.push({ frame: event.frame, label: event.label });
        break;
      case 'gap':
        gaps.push(event.gap);
        break;
      case 'healed':
        healed.push(event.healed);
        break;
      case 'stopped':
        ledger = event.ledger;
        lastSignOfLife = event.at;
        break;
      case 'synced':
        syncedFrames = Math.max(syncedFrames, event.frames);
        break;
      case 'repairing':
        certainFrames ??= event.certainFrames;
        break;
      case 'recovered':
        recoveredFrames = event.frames;
        lastSignOfLife = event.brokeOffAt ?? lastSignOfLife;
        break;
      case 'continued':
        recoveredFrames = undefined;
        certainFrames = undefined;
        kept = false;
        lastSignOfLife = event.at;
        breaksMs += event.pausedMs;
        break;
      case 'kept':
        kept = true;
        break;
      case 'encoded':
        encoded.set(event.file, event);
        if (event.format === created.spec.format) encodeError = undefined;
        break;
      case 'encode-failed':
        encodeError = event.error;
        break;
      case 'renamed':
        name = event.name;
        break;
      case 'saved':
        savedTo = event.to;
        break;
      case 'paused':
      case 'resumed':
      case 'source':
        lastSignOfLife = event.at;
        break;
      case 'created':
        break;
    }
  }
  return {
    spec: created.spec,
    name,
    markers,
    gaps,
    healed,
    ledger,
    recoveredFrames,
    lastSignOfLife,
    breaksMs,
    kept,
    certainFrames,
    syncedFrames,
    encoded: [...encoded.values()],
    encodeError,
    savedTo,
  };
}
