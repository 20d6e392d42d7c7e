import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ledger } from '../../../src/shared/take/ledger.ts';
import { replayEvents } from '../../../src/shared/take/take-replay.ts';
import { eventLine, parseEventLog } from '../../../src/shared/take/event-lines.ts';
import { type TakeEvent, type TakeHistory, type TakeSpec } from '../../../src/shared/take/take-events.ts';

const SPEC: TakeSpec = {
  id: '20250102T030405678Z-0a1b2c3d',
  name: 'Take 1',
  format: 'opus',
  quality: 'music-128',
  sampleFormat: 's24',
  sampleRate: 48_000,
  channels: 2,
  createdAt: 1_735_786_800_000,
  source: 'microphone',
  device: 'Microphone (USB)',
};
const GAP = { frame: 4800, frames: 128, kind: 'overrun' } as const;
const LEDGER: Ledger = {
  captured: 9600,
  journaled: 9600,
  lost: 128,
  gaps: [GAP],
  wallMs: 203,
  clockPpm: undefined,
};
const HEALED = { frame: 0, frames: 4410, way: 'worklet', kind: 'late' } as const;
const OPUS = { file: 'take.opus', format: 'opus', frames: 9600, sampleRate: 48_000 } as const;
const FAILURE = { code: 'encode-failed', detail: 'exit code 1' } as const;

const LOUDNESS = { integrated: -23.5, range: 4, truePeak: 0.5 };

const CREATED: TakeEvent = { type: 'created', version: 1, spec: SPEC };
const EVERY_EVENT: TakeEvent[] = [
  CREATED,
  { type: 'pre-roll', frames: 960 },
  { type: 'marker', frame: 100, label: 'Übung\n"eins" \u2028🎤' },
  { type: 'paused', frame: 200, at: 1 },
  { type: 'resumed', frame: 200, at: 2 },
  { type: 'gap', gap: GAP },
  { type: 'healed', healed: HEALED },
  { type: 'synced', frames: 4800 },
  { type: 'marker-changed', id: 1, kind: 'chapter' },
  { type: 'marker', frame: 200, label: 'a slip' },
  { type: 'marker-deleted', id: 2 },
  { type: 'marker', frame: 300, label: 'set again', kind: 'note' },
  { type: 'edited', edit: { kind: 'cut', from: 10, to: 20 } },
  { type: 'edit-undone' },
  { type: 'edit-redone' },
  {
    type: 'stopped',
    at: 3,
    frames: 9600,
    ledger: { ...LEDGER, clockPpm: 12 },
    markersLeftOut: 1,
    loudness: LOUDNESS,
  },
  { type: 'measured', frames: 9600, loudness: LOUDNESS },
  { type: 'repairing', at: 3, certainFrames: 9000 },
  { type: 'recovered', at: 3, frames: 9600, brokeOffAt: 2 },
  { type: 'kept', at: 3 },
  { type: 'encode-failed', format: 'opus', error: FAILURE },
  { type: 'encoded', ...OPUS },
  { type: 'renamed', name: 'Better' },
  { type: 'saved', file: 'take.opus', to: 'Better.opus', at: 4 },
  { type: 'starred' },
  { type: 'rejected' },
  { type: 'deleted', at: 5 },
  { type: 'restored', at: 6 },
  { type: 'unstarred' },
  { type: 'unrejected' },
  { type: 'starred' },
  { type: 'deleted', at: 7 },
];

const logOf = (events: TakeEvent[]): string => events.map(eventLine).join('');

function history(...events: TakeEvent[]): TakeHistory {
  return replayEvents([CREATED, ...events])!;
}

describe('a log', () => {
  test('comes back as it was written, every kind of event', () => {
    expect(parseEventLog(logOf(EVERY_EVENT))).toEqual(EVERY_EVENT);
  });

  test('keeps one event to one line, whatever a label holds', () => {
    const anyLabel = fc.string({ unit: 'binary', maxLength: 12 });
    fc.assert(
      fc.property(fc.array(anyLabel, { maxLength: 6 }), (labels) => {
        const events = labels.map((label, frame): TakeEvent => ({ type: 'marker', frame, label }));
        const log = logOf(events);
        expect(log.split('\n')).toHaveLength(labels.length + 1);
        expect(parseEventLog(log)).toEqual(events);
      }),
    );
  });

  test('cut anywhere loses at most the line it was cut in', () => {
    const log = logOf(EVERY_EVENT);
    for (let length = 0; length <= log.length; length++) {
      const whole = log.slice(0, length).split('\n').length - 1;
      const got = parseEventLog(log.slice(0, length));
      expect(got.slice(0, whole)).toEqual(EVERY_EVENT.slice(0, whole));
      // A line that lacks only its line feed is complete too.
      expect(got.length - whole).toBeLessThanOrEqual(1);
    }
  });

  test('with rubbish between its lines gives the lines', () => {
    const rubbish = ['', '  ', 'null', '17', '"created"', '[]', '{}', '{"type":', '\0\0\0', '{"type":"mar'];
    const log = EVERY_EVENT.flatMap((event, i) => [rubbish[i % rubbish.length]!, eventLine(event).trim()]);
    expect(parseEventLog([...log, ...rubbish].join('\n'))).toEqual(EVERY_EVENT);
  });

  test('of any text at all never throws', () => {
    const anyLines = fc.array(
      fc.oneof(fc.string(), fc.json(), fc.constantFrom(...EVERY_EVENT.map(eventLine))),
    );
    fc.assert(
      fc.property(anyLines, (lines) => {
        for (const event of parseEventLog(lines.join('\n'))) expect(event).toHaveProperty('type');
      }),
    );
  });
});

describe('replaying', () => {
  test('tells the whole history of a take', () => {
    expect(replayEvents(EVERY_EVENT)).toEqual({
      spec: SPEC,
      name: 'Better',
      copying: false,
      preRollFrames: 960,
      markers: [
        { id: 1, frame: 100, label: 'Übung\n"eins" \u2028🎤', kind: 'chapter' },
        { id: 3, frame: 300, label: 'set again', kind: 'note' },
      ],
      markersChanged: true,
      edits: { operations: [{ kind: 'cut', from: 10, to: 20 }], canUndo: true, canRedo: false, state: 1 },
      gaps: [GAP],
      healed: [HEALED],
      ledger: { ...LEDGER, clockPpm: 12 },
      recoveredFrames: 9600,
      lastSignOfLife: 2,
      breaksMs: 0,
      kept: true,
      certainFrames: 9000,
      syncedFrames: 4800,
      encoded: [expect.objectContaining(OPUS)],
      encodeError: undefined,
      savedTo: 'Better.opus',
      changedSinceSaved: false,
      loudness: LOUDNESS,
      starred: true,
      rejected: false,
      deletedAt: 7,
    });
  });

  test('a log that does not tell how the take began tells nothing', () => {
    expect(replayEvents([])).toBeUndefined();
    expect(replayEvents(EVERY_EVENT.slice(1))).toBeUndefined();
  });

  test('a take that never stopped has no ledger, and keeps the gaps noted on the way', () => {
    expect(history({ type: 'gap', gap: GAP })).toMatchObject({
      ledger: undefined,
      recoveredFrames: undefined,
      gaps: [GAP],
    });
  });

  test('a recording that went on after it broke off is one that runs, until it breaks off again', () => {
    const recovered: TakeEvent = { type: 'recovered', at: 900, frames: 500, brokeOffAt: 400 };
    const continued: TakeEvent = { type: 'continued', at: 1000, frame: 500, pausedMs: 600 };
    expect(history(recovered, { type: 'kept', at: 950 })).toMatchObject({
      recoveredFrames: 500,
      lastSignOfLife: 400,
      kept: true,
    });
    expect(history(recovered, { type: 'kept', at: 950 }, continued)).toMatchObject({
      recoveredFrames: undefined,
      lastSignOfLife: 1000,
      breaksMs: 600,
      kept: false,
    });
    const again = { ...recovered, frames: 800, brokeOffAt: undefined };
    expect(history(recovered, continued, { type: 'paused', frame: 700, at: 1500 }, again)).toMatchObject({
      recoveredFrames: 800,
      lastSignOfLife: 1500,
    });
  });

  test('the later event wins', () => {
    const again = { ...OPUS, frames: 9601 };
    const replayed = history(
      { type: 'renamed', name: 'one' },
      { type: 'renamed', name: 'two' },
      { type: 'encoded', ...OPUS },
      { type: 'encoded', ...again },
      { type: 'stopped', at: 2, frames: 9600, ledger: LEDGER },
      { type: 'saved', file: 'audio.wav', to: 'a.wav', at: 1 },
      { type: 'saved', file: 'audio.wav', to: 'b.wav', at: 2 },
    );
    expect(replayed).toMatchObject({ name: 'two', savedTo: 'b.wav', changedSinceSaved: false });
    expect(replayed.encoded).toEqual([expect.objectContaining(again)]);
  });

  test('a take that is edited or marked once it was saved is told from one that was not', () => {
    const saved: TakeEvent = { type: 'saved', file: 'audio.wav', to: 'a.wav', at: 1 };
    const cut: TakeEvent = { type: 'edited', edit: { kind: 'cut', from: 0, to: 10 } };
    const marked: TakeEvent = { type: 'marker', frame: 100, label: 'Marker 1' };
    const stopped: TakeEvent = { type: 'stopped', at: 2, frames: 9600, ledger: LEDGER };
    const changed = (...events: TakeEvent[]) => history(stopped, ...events).changedSinceSaved;
    expect([changed(cut, saved), changed(saved, cut), changed(saved, marked)]).toEqual([false, true, true]);
    expect([changed(saved, cut, { type: 'edit-undone' }), changed(saved, cut, saved)]).toEqual([true, false]);
    expect(changed({ ...saved, lacks: true })).toBe(true);
  });

  test('a copy that was saved before the recording ended, or before it went on, is not the whole take', () => {
    const saved: TakeEvent = { type: 'saved', file: 'audio.wav', to: 'a.wav', at: 1 };
    const stopped: TakeEvent = { type: 'stopped', at: 2, frames: 9600, ledger: LEDGER };
    const recovered: TakeEvent = { type: 'recovered', at: 2, frames: 9600, brokeOffAt: undefined };
    const continued: TakeEvent = { type: 'continued', at: 3, frame: 9600, pausedMs: 1000 };
    const changed = (...events: TakeEvent[]) => history(...events).changedSinceSaved;
    for (const end of [stopped, recovered])
      expect([changed(saved, end), changed(end, saved), changed(saved, end, saved)]).toEqual([
        true,
        false,
        false,
      ]);
    expect(changed(recovered, saved, continued, stopped)).toBe(true);
    const made: TakeEvent = { type: 'created', version: 1, spec: { ...SPEC, source: 'file' } };
    expect(replayEvents([made, { type: 'encoded', ...OPUS }, saved])?.changedSinceSaved).toBe(false);
  });

  test('a marker that is set after the recording is not in its file, also of a take that broke off', () => {
    const set: TakeEvent = { type: 'marker', frame: 100, label: 'Marker 1' };
    const stopped: TakeEvent = { type: 'stopped', at: 2, frames: 9600, ledger: LEDGER };
    const recovered: TakeEvent = { type: 'recovered', at: 2, frames: 9600, brokeOffAt: undefined };
    const continued: TakeEvent = { type: 'continued', at: 3, frame: 9600, pausedMs: 1000 };
    for (const end of [stopped, recovered]) {
      expect(history(set, end).markersChanged).toBe(false);
      expect(history(end, set).markersChanged).toBe(true);
    }
    expect(history(recovered, continued, set, stopped).markersChanged).toBe(false);
  });

  test("a failed encoding is told until the take's own format is there", () => {
    const failed: TakeEvent = { type: 'encode-failed', format: 'opus', error: FAILURE };
    expect(history(failed).encodeError).toEqual(FAILURE);
    expect(
      history(failed, { type: 'encoded', ...OPUS, format: 'mp3', file: 'take.mp3' }).encodeError,
    ).toEqual(FAILURE);
    expect(history(failed, { type: 'encoded', ...OPUS }).encodeError).toBeUndefined();
  });

  test('an event of a kind not known yet is passed over', () => {
    const replayed = replayEvents(parseEventLog(`${eventLine(CREATED)}{"type":"transcribed","text":"…"}\n`));
    expect(replayed).toMatchObject({ spec: SPEC, name: 'Take 1', markers: [] });
  });
});
