import { beforeEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import type { PlayerState } from '../../../src/ui/player/player-state.ts';
import type { LoudnessModel } from '../../../src/ui/take-facts/loudness-model.ts';
import type { TakeEditor } from '../../../src/ui/take-page/take-editor.ts';
import { TakeHeading } from '../../../src/ui/take-page/take-heading.ts';
import { TakePage, type TakePageApp } from '../../../src/ui/take-page/take-page.ts';
import { bound } from '../../support/bound.ts';

const recorded = {
  id: 'recorded',
  name: 'Ada',
  frames: 60_000,
  preRollFrames: 0,
  durationSeconds: 60,
  spec: { sampleRate: 1000, source: 'microphone' },
  files: [{ file: 'audio.wav', bytes: 120_000 }],
  loudness: { integrated: -23, range: 5, truePeak: 0.5 },
  markers: [],
  gaps: [],
  missingFrames: 0,
  edits: NO_EDITS,
} as unknown as Take;

/** Made from a file that was opened: it has no recording, whose loudness could be measured. */
const opened = {
  ...recorded,
  id: 'opened',
  name: 'Grace',
  frames: 0,
  spec: { ...recorded.spec, source: 'file' },
  files: [{ file: 'take.opus', bytes: 1000 }],
  loudness: undefined,
} as unknown as Take;

beforeEach(() => void vi.stubGlobal('document', { addEventListener() {}, removeEventListener() {} }));

class Player extends Model {
  listeners = 0;
  state: PlayerState = { kind: 'closed' };
  readonly position = 9.4;
  readonly goesOn = false;
  readonly skipped = [];
  readonly play = vi.fn(async () => {});

  override on(...listening: Parameters<Model['on']>): () => void {
    this.listeners++;
    const stop = super.on(...listening);
    return () => {
      this.listeners--;
      stop();
    };
  }

  get take(): Take | undefined {
    return this.state.kind === 'closed' ? undefined : this.state.take;
  }
}

/** The page with these takes in the list. */
function pageOf(...takes: Take[]): TakePage {
  const page = new TakePage();
  Object.defineProperty(page, 'isConnected', { value: true, writable: true });
  page.app = {
    player: new Player(),
    takes: { all: takes, find: (id: string) => takes.find((take) => take.id === id) },
    jobs: { of: () => undefined },
    peaks: { of: () => undefined, peaks: { open: async () => undefined, makeMissing() {} }, asked: [] },
    recording: { settled: false },
    settings: { value: { singleKeys: true } },
    recorder: { takes: {} },
  } as unknown as TakePageApp;
  return page;
}

function show(page: TakePage, { id }: Take): unknown {
  page.takeId = id;
  page.willUpdate(new Map([['takeId', undefined]]));
  return page.render();
}

test('a take without a recording does not show the loudness of the take that was shown before it', () => {
  const page = pageOf(recorded, opened);
  const loudness = (take: Take) => (bound(show(page, take), '.loudness')[0] as LoudnessModel).state;
  expect(loudness(recorded)).toEqual({ kind: 'measured', loudness: recorded.loudness });
  expect(loudness(opened)).toEqual({ kind: 'unknown' });
  expect(loudness(recorded)).toEqual({ kind: 'measured', loudness: recorded.loudness });
});

test('the key M is offered for markers where it sets one: with single keys, while nothing is recorded', () => {
  const page = pageOf(recorded);
  const offered = (singleKeys: boolean, settled: boolean) => {
    Object.assign(page.app, { settings: { value: { singleKeys } }, recording: { settled } });
    return bound(show(page, recorded), '.byKey')[0];
  };
  expect(offered(true, false)).toBe(true);
  expect(offered(false, false)).toBe(false);
  expect(offered(true, true)).toBe(false);
});

test('an edit that was written while the page was left is heard when it is come back to', () => {
  const operations = [{ kind: 'cut', from: 0, to: 3000 }] as const;
  const edited = { ...recorded, edits: { ...NO_EDITS, operations, state: 1 } };
  const page = pageOf(edited);
  const { player } = page.app as unknown as { player: Player };
  player.state = { kind: 'paused', take: recorded, file: 'audio.wav', original: false };
  show(page, edited);
  expect(player.play).toHaveBeenCalledExactlyOnceWith(
    edited,
    expect.objectContaining({ from: 6.4, anew: true, paused: true }),
  );
  player.state = { ...player.state, take: edited };
  show(page, edited);
  expect(player.play).toHaveBeenCalledTimes(1);
});

const CUT = { kind: 'cut', from: 0, to: 3000 } as const;
const cutTake = { ...recorded, edits: { ...NO_EDITS, operations: [CUT], state: 1 } } as Take;

test('a take that another tab has continued is opened anew: it would end where it ended before', () => {
  const page = pageOf(recorded);
  const { player } = page.app as unknown as { player: Player };
  player.state = { kind: 'paused', take: recorded, file: 'audio.wav', original: false };
  show(page, recorded);
  expect(player.play).not.toHaveBeenCalled();
  const longer = { ...recorded, frames: 90_000, durationSeconds: 90 };
  page.app.takes.find = () => longer;
  show(page, longer);
  expect(player.play).toHaveBeenCalledExactlyOnceWith(longer, expect.objectContaining({ anew: true }));
});

test('a page that was left and is drawn once more listens to no player and measures nothing', () => {
  const page = pageOf(cutTake);
  const { player } = page.app as unknown as { player: Player };
  const read = vi.fn(() => new Promise(() => {}));
  Object.assign(page.app.recorder.takes, { read });
  show(page, cutTake);
  expect(player.listeners).toBe(1);
  page.disconnectedCallback();
  Object.assign(page, { isConnected: false });
  const [loudness] = bound(show(page, cutTake), '.loudness');
  expect([player.listeners, loudness]).toEqual([0, undefined]);
});

test('while the recording is shown without its edits, its own loudness is told', () => {
  const page = pageOf(cutTake);
  const { player } = page.app as unknown as { player: Player };
  player.state = { kind: 'paused', take: cutTake, file: 'audio.wav', original: true };
  const [loudness] = bound(show(page, cutTake), '.loudness') as LoudnessModel[];
  expect(loudness?.state).toEqual({ kind: 'measured', loudness: recorded.loudness });
});

test('a key that ends the typing of the name gives the focus to the waveform', () => {
  const heading = new TakeHeading();
  heading.take = recorded;
  heading.editor = { possible: false } as TakeEditor;
  const page = pageOf(recorded);
  const focus = vi.fn();
  Object.assign(page, { renderRoot: { querySelector: (tag: string) => ({ focus: () => void focus(tag) }) } });
  const [leave] = bound(show(page, recorded), '@leave') as (() => void)[];
  heading.addEventListener('leave', leave!);
  const [press] = bound(heading.render(), '@keydown') as ((event: object) => void)[];
  const target = { value: 'Ad', blur: () => {} };
  const event = { target, preventDefault: () => {}, stopPropagation: () => {} };
  press!({ ...event, key: 'd' });
  expect(focus).not.toHaveBeenCalled();
  press!({ ...event, key: 'Escape' });
  expect([target.value, focus.mock.calls]).toEqual(['Ada', [['wave-editor']]]);
});

test('the waveform of the take that is looked at is made at once where there is none, and not where it only has to be read', async () => {
  const page = pageOf(recorded, opened);
  const makeMissing = vi.fn();
  const open = vi.fn(async ({ id }: Take) => (id === 'recorded' ? {} : undefined));
  Object.assign(page.app.peaks, { peaks: { open, makeMissing }, asked: [recorded, opened] });
  show(page, recorded);
  show(page, opened);
  // Drawn once more, it asks no second time.
  show(page, opened);
  await vi.waitFor(() => expect(makeMissing).toHaveBeenCalledExactlyOnceWith([opened, recorded]));
  expect(open).toHaveBeenCalledTimes(2);
});

test('nothing is made for a take whose page was left meanwhile', async () => {
  const page = pageOf(opened);
  const makeMissing = vi.fn();
  const open = vi.fn(async () => undefined);
  Object.assign(page.app.peaks, { peaks: { open, makeMissing }, asked: [] });
  show(page, opened);
  page.disconnectedCallback();
  await vi.waitFor(() => expect(open).toHaveBeenCalled());
  await Promise.resolve();
  expect(makeMissing).not.toHaveBeenCalled();
});
