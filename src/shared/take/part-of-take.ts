import { refused } from '../base/refused.ts';
import { partOfEdits, type RecordedSpan } from '../edit/part-of-edits.ts';
import { filledFrames, isLoss, lostFrames, type Gap, type Healed, type Ledger } from './ledger.ts';
import type { TakeEvent, TakeHistory, TakeSpec } from './take-events.ts';
import type { TakeMarker } from './marker-replay.ts';

/**
 * The spans of the parts, in order.
 * @param places the frames of the recording at which the parts after the first begin
 * @throws CapstanError `invalid-option` unless each is a whole number from 1 to `frames` - 1 and greater than the one before
 */
export function splitSpans(places: readonly number[], frames: number): readonly RecordedSpan[] {
  const isList: boolean = Array.isArray(places);
  if (!isList) throw refused('places', 'be a list', places);
  for (const [at, place] of places.entries()) {
    const least = (places[at - 1] ?? 0) + 1;
    if (Number.isSafeInteger(place) && place >= least && place < frames) continue;
    throw refused('places', `be whole numbers from ${least} to ${frames - 1}`, place);
  }
  return [...places, frames].map((to, at) => ({ from: places[at - 1] ?? 0, to }));
}

/** What a part of a take is, before its name is known: the part began when its first frame was recorded. */
export function partSpec(spec: TakeSpec, { from }: RecordedSpan, id: string, name: string): TakeSpec {
  const createdAt = spec.createdAt + Math.round((from / spec.sampleRate) * 1000);
  return { ...spec, id, name, createdAt, splitFrom: spec.id };
}

/**
 * What the log of a part tells after its beginning: pre-roll, markers, edits, what is missing in it, and last its end. Undone
 * edits are left out.
 * @param frames of the whole recording
 * @param at the time of the split, in milliseconds since 1970
 */
export function partEvents(
  history: TakeHistory,
  frames: number,
  span: RecordedSpan,
  at: number,
): readonly TakeEvent[] {
  const edits = partOfEdits(history.edits.operations, frames, span);
  const preRoll = Math.min(span.to, history.preRollFrames) - span.from;
  return [
    ...(preRoll > 0 ? [{ type: 'pre-roll', frames: preRoll } as const] : []),
    ...partMarkers(history.markers, frames, span).flatMap(markerEvents),
    ...edits.map((edit): TakeEvent => ({ type: 'edited', edit })),
    // It has no encoded file, and nobody is to be asked about that.
    { type: 'kept', at },
    ...endOf(history, frames, span, at),
  ];
}

/** A marker at the very end of a recording is in the last part. */
export function partMarkers(
  markers: readonly TakeMarker[],
  frames: number,
  span: RecordedSpan,
): readonly TakeMarker[] {
  return markers.flatMap((marker) =>
    holds(span, marker.frame, frames) ? [{ ...marker, frame: marker.frame - span.from }] : [],
  );
}

/** A log counts markers from 1. */
function markerEvents({ frame, label, kind }: TakeMarker, index: number): readonly TakeEvent[] {
  const set: TakeEvent = { type: 'marker', frame, label };
  return kind === 'marker' ? [set] : [set, { type: 'marker-changed', id: index + 1, kind }];
}

function endOf(history: TakeHistory, frames: number, span: RecordedSpan, at: number): readonly TakeEvent[] {
  const { spec, ledger, gaps, certainFrames, recoveredFrames } = history;
  const length = span.to - span.from;
  const endedAtMs = endedAt(history, frames, span);
  if (ledger !== undefined) {
    const own = partLedger(ledger, spec, frames, span);
    return [{ type: 'stopped', at: endedAtMs, frames: length, ledger: own }];
  }
  const found = partGaps(gaps, frames, span).map((gap): TakeEvent => ({ type: 'gap', gap }));
  const certain = Math.max(0, Math.min(length, (certainFrames ?? recoveredFrames ?? frames) - span.from));
  const doubt: TakeEvent[] = certain < length ? [{ type: 'repairing', at, certainFrames: certain }] : [];
  return [...found, ...doubt, { type: 'recovered', at, frames: length, brokeOffAt: endedAtMs }];
}

/** When the last frame of a part was recorded. If that is later than it says, it was after a pause. */
function endedAt({ spec, lastSignOfLife }: TakeHistory, frames: number, { to }: RecordedSpan): number {
  const played = spec.createdAt + Math.round((to / spec.sampleRate) * 1000);
  return to === frames ? lastSignOfLife : Math.min(lastSignOfLife, played);
}

function partLedger(ledger: Ledger, { sampleRate }: TakeSpec, frames: number, span: RecordedSpan): Ledger {
  const gaps = partGaps(ledger.gaps, frames, span);
  const healed = partHealed(ledger.healed ?? [], frames, span);
  const filled = filledFrames(gaps);
  const lost = lostFrames(gaps);
  const journaled = span.to - span.from - filled;
  // What the disk refused was captured.
  const refused = lostFrames(gaps.filter(({ kind }) => kind === 'storage'));
  return {
    captured: journaled + refused,
    journaled,
    ...(filled > 0 && { filled }),
    lost,
    gaps,
    ...(healed.length > 0 && { healed }),
    wallMs: Math.round(((journaled + lost) / sampleRate) * 1000),
    clockPpm: ledger.clockPpm,
  };
}

/** What is in the file is divided, what is missing at a place goes with the frame after it. */
function partGaps(gaps: readonly Gap[], frames: number, span: RecordedSpan): readonly Gap[] {
  return gaps.flatMap((gap) => {
    if (!isInFile(gap))
      return holds(span, gap.frame, frames) ? [{ ...gap, frame: gap.frame - span.from }] : [];
    const from = Math.max(span.from, gap.frame);
    const to = Math.min(span.to, gap.frame + gap.frames);
    return to > from ? [{ ...gap, frame: from - span.from, frames: to - from }] : [];
  });
}

function partHealed(healed: readonly Healed[], frames: number, span: RecordedSpan): readonly Healed[] {
  return healed.flatMap((hole) =>
    holds(span, hole.frame, frames) ? [{ ...hole, frame: hole.frame - span.from }] : [],
  );
}

function isInFile({ kind, filled }: Gap): boolean {
  return isLoss(kind) ? filled === true : kind === 'zeros' || kind === 'muted';
}

function holds({ from, to }: RecordedSpan, frame: number, frames: number): boolean {
  return frame >= from && (frame < to || (to === frames && frame >= to));
}
