import type { ErrorRecord } from '../base/errors.ts';
import type { Gap, Healed, Ledger } from './ledger.ts';
import { EditReplay } from '../edit/edit-replay.ts';
import type { LoudnessSummary } from '../loudness/loudness-summary.ts';
import { MarkerReplay } from './marker-replay.ts';
import type { EncodedFile, TakeEvent, TakeHistory } from './take-events.ts';
import { replayStanding } from './take-standing.ts';

/** Replays a log. Undefined if the log does not have the `created` event. */
export function replayEvents(events: readonly TakeEvent[]): TakeHistory | undefined {
  const created = events.find((event) => event.type === 'created');
  if (created === undefined) return undefined;
  let name = created.spec.name;
  let copying = created.spec.splitFrom !== undefined;
  let preRollFrames = 0;
  let ledger: Ledger | undefined;
  let recoveredFrames: number | undefined;
  let lastSignOfLife = created.spec.createdAt;
  let breaksMs = 0;
  let kept = false;
  let certainFrames: number | undefined;
  let syncedFrames = 0;
  let encodeError: ErrorRecord | undefined;
  let savedTo: string | undefined;
  let changedSinceSaved = false;
  let loudness: LoudnessSummary | undefined;
  const markers = new MarkerReplay();
  const edits = new EditReplay();
  const gaps: Gap[] = [];
  const suspected = new Map<number, Gap>();
  const healed: Healed[] = [];
  const encoded = new Map<string, EncodedFile>();
  for (const event of events) {
    switch (event.type) {
      case 'marker':
      case 'marker-named':
      case 'marker-changed':
      case 'marker-deleted':
        changedSinceSaved = savedTo !== undefined;
        markers.apply(event, (ledger ?? recoveredFrames) !== undefined);
        break;
      case 'edited':
      case 'edit-undone':
      case 'edit-redone':
        changedSinceSaved = savedTo !== undefined;
        edits.apply(event);
        break;
      case 'gap':
        gaps.push(event.gap);
        if (event.suspicion !== undefined) suspected.set(event.suspicion, event.gap);
        break;
      case 'withdrawn': {
        const suspicion = suspected.get(event.suspicion);
        if (suspicion !== undefined) gaps.splice(gaps.indexOf(suspicion), 1);
        suspected.delete(event.suspicion);
        break;
      }
      case 'healed':
        if (isSameHole(healed.at(-1), event.healed)) healed.pop();
        healed.push(event.healed);
        break;
      case 'stopped':
        copying = false;
        ledger = event.ledger;
        loudness = event.loudness;
        lastSignOfLife = event.at;
        break;
      case 'synced':
        syncedFrames = Math.max(syncedFrames, event.frames);
        break;
      case 'repairing':
        certainFrames ??= event.certainFrames;
        break;
      case 'recovered':
        copying = false;
        recoveredFrames = event.frames;
        lastSignOfLife = event.brokeOffAt ?? lastSignOfLife;
        break;
      case 'measured':
        loudness = event.loudness;
        break;
      case 'reopened':
        if (ledger === undefined) break;
        gaps.splice(0, gaps.length, ...ledger.gaps);
        suspected.clear();
        ledger = undefined;
        encoded.clear();
        encodeError = undefined;
        loudness = undefined;
        savedTo = undefined;
        break;
      case 'continued':
        recoveredFrames = undefined;
        changedSinceSaved = savedTo !== undefined;
        loudness = undefined;
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
        // While it is recorded, what is read of it is not yet the whole.
        changedSinceSaved =
          event.lacks === true ||
          (created.spec.source === 'microphone' && (ledger ?? recoveredFrames) === undefined);
        break;
      case 'paused':
      case 'resumed':
      case 'source':
        lastSignOfLife = event.at;
        break;
      case 'pre-roll':
        preRollFrames = event.frames;
        break;
      case 'created':
      case 'clock-set':
        break;
      // `replayStanding` has these.
      case 'starred':
      case 'unstarred':
      case 'rejected':
      case 'unrejected':
      case 'deleted':
      case 'restored':
        break;
    }
  }
  return {
    spec: created.spec,
    name,
    copying,
    preRollFrames,
    markers: markers.markers,
    markersChanged: markers.changed,
    edits: edits.edits,
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
    changedSinceSaved,
    loudness,
    ...replayStanding(events),
  };
}

/** A hole that has grown is logged again, with the same frame. */
function isSameHole(last: Healed | undefined, next: Healed): boolean {
  return last?.frame === next.frame && last.way === next.way && last.kind === next.kind;
}

/**
 * Frames that the take's file has by its log: those recorded, plus silence in place of lost ones. Undefined if the
 * recording broke off and was not recovered.
 */
export function loggedFrames({
  ledger,
  recoveredFrames,
}: Pick<TakeHistory, 'ledger' | 'recoveredFrames'>): number | undefined {
  return ledger === undefined ? recoveredFrames : ledger.journaled + (ledger.filled ?? 0);
}
