import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS, segmentsOf, type EditOperation } from '../../../src/shared/edit/edit-list.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import type { PlayerSpan } from '../../../src/ui/player/player-jumps.ts';
import type { PlayerModel } from '../../../src/ui/player/player-model.ts';
import type { PlayerState, PlayOptions } from '../../../src/ui/player/player-state.ts';
import { playableFile } from '../../../src/ui/take-page/playable-file.ts';
import { TakeDesk } from '../../../src/ui/take-page/take-desk.ts';
import { pressOnTake } from '../../../src/ui/take-page/take-keys.ts';
import { quiet } from '../player/quiet-peaks.ts';

const RATE = 1000;

/** A player whose position the test moves. */
class Player extends Model {
  state: PlayerState = { kind: 'closed' };
  position = 0;
  plays: PlayOptions[] = [];
  skipSilence = false;
  skipped: readonly PlayerSpan[] = [];
  #loop: PlayerSpan | undefined;

  get take(): Take | undefined {
    return this.state.kind === 'closed' ? undefined : this.state.take;
  }

  get loop(): PlayerSpan | undefined {
    return this.#loop;
  }

  set loop(loop: PlayerSpan | undefined) {
    this.#loop = loop;
    this.changed();
  }

  /** Resolves when a file may be opened. */
  opening: Promise<void> | undefined;

  async play(take: Take, options: PlayOptions): Promise<void> {
    this.plays.push(options);
    const { file = '', original = false } = options;
    let paused = options.paused === true;
    if (this.opening !== undefined) {
      this.enter({ kind: 'loading', paused, take, file, original });
      await this.opening;
      if (this.state.kind === 'loading') ({ paused } = this.state);
    }
    this.position = options.from ?? this.position;
    this.enter({ kind: paused ? 'paused' : 'playing', take, file, original });
  }

  get goesOn(): boolean {
    return this.state.kind === 'playing' || (this.state.kind === 'loading' && !this.state.paused);
  }

  pause(): void {
    if (this.state.kind === 'loading') this.enter({ ...this.state, paused: true });
    if (this.state.kind === 'playing') this.enter({ ...this.state, kind: 'paused' });
  }

  resume(): void {
    if (this.state.kind === 'loading') this.enter({ ...this.state, paused: false });
    if (this.state.kind === 'paused') this.enter({ ...this.state, kind: 'playing' });
  }

  close(): void {
    this.enter({ kind: 'closed' });
  }

  seek(seconds: number): void {
    this.position = seconds;
    this.changed();
  }

  enter(state: PlayerState): void {
    this.state = state;
    this.changed();
  }
}

const take = {
  id: 'a',
  name: 'Interview',
  frames: 60_000,
  durationSeconds: 60,
  spec: { sampleRate: RATE, source: 'microphone' },
  files: [
    { file: 'take.opus', bytes: 1000 },
    { file: 'audio.wav', bytes: 120_000 },
  ],
  markers: [],
  gaps: [],
  edits: NO_EDITS,
} as unknown as Take;

let player: Player;
let desk: TakeDesk;
beforeEach(() => {
  player = new Player();
  desk = new TakeDesk(player as unknown as PlayerModel, take);
});

test('it plays the recording itself, whose frames the waveform shows, from the playhead', () => {
  desk.seek(12_000);
  desk.toggle();
  expect(player.plays).toEqual([{ file: 'audio.wav', from: 12, original: false }]);
  expect(desk.playing).toBe(true);
  player.position = 14.5;
  expect(desk.position).toBe(14_500);
  desk.toggle();
  expect(desk.playing).toBe(false);
  expect(desk.view.playhead).toBe(14_500);
});

test('at the end it begins anew', () => {
  desk.seek(60_000);
  desk.toggle();
  expect(player.plays.at(-1)).toMatchObject({ from: 0 });
});

test('a recording of any length is played itself; without one there is nothing to play but an encoded file', () => {
  const [opus, wav] = take.files;
  desk.setTake({ ...take, files: [opus!, { ...wav!, bytes: 2 ** 33 }] });
  desk.toggle();
  expect(player.plays).toMatchObject([{ file: 'audio.wav' }]);
  expect(playableFile({ files: [opus!] })).toBe(opus);
  desk.setTake({ ...take, files: [] });
  expect(desk.canPlay).toBe(false);
});

test('a place that is chosen moves what plays, and steps go by seconds within the take', () => {
  desk.toggle();
  desk.seek(30_000);
  expect(player.position).toBe(30);
  desk.step(-5);
  expect(player.position).toBe(25);
  desk.step(-99);
  expect(player.position).toBe(0);
});

test('paused, a selection is drawn where the playhead is not, also in a loop; Play shows the playhead', () => {
  desk.toggle();
  desk.toggleLoop();
  desk.pause();
  desk.view.zoom(10, 0);
  desk.view.pan(30_000);
  const { shown } = desk.view;
  desk.view.select(31_000, 32_000);
  expect(player.loop).toEqual({ from: 31, to: 32 });
  expect(desk.view.shown).toEqual(shown);
  desk.toggle();
  expect(desk.view.shown.from).toBe(0);
});

test('another take that plays does not move this playhead', () => {
  desk.seek(5000);
  player.position = 40;
  player.enter({ kind: 'playing', take: { ...take, id: 'b' }, file: 'audio.wav', original: false });
  expect(desk.position).toBe(5000);
  expect(desk.playing).toBe(false);
});

describe('a loop', () => {
  test('is the selection, follows its edges, and ends when it is turned off', () => {
    desk.view.select(10_000, 20_000);
    desk.toggle();
    desk.toggleLoop();
    expect(player.loop).toEqual({ from: 10, to: 20 });
    expect(player.position).toBe(10);
    desk.view.setEdge('to', 15_000);
    expect(player.loop).toEqual({ from: 10, to: 15 });
    desk.toggleLoop();
    expect(player.loop).toBeUndefined();
  });

  test('is none while the selection is too short to be repeated, also where the player stands at the end', () => {
    desk.toggle();
    player.position = 60;
    desk.view.select(1000, 1009);
    desk.toggleLoop();
    expect(player.loop).toBeUndefined();
    desk.view.select(1000, 1010);
    expect(player.loop).toEqual({ from: 1, to: 1.01 });
    desk.view.select(3000, 3010);
    expect(player.loop).toEqual({ from: 3, to: 3.01 });
  });

  test('that was turned on before playing begins with it, and ends when the page is left', async () => {
    desk.toggleLoop();
    desk.toggle();
    await Promise.resolve();
    expect(player.loop).toEqual({ from: 0, to: 60 });
    desk.leave();
    expect(player.loop).toBeUndefined();
  });

  test('that was turned on does not begin with a sound that is open only after the page was left', async () => {
    const release = holdOpening();
    desk.toggleLoop();
    desk.toggle();
    desk.leave();
    release();
    await vi.waitFor(() => expect(player.state.kind).toBe('playing'));
    await Promise.resolve();
    expect(player.loop).toBeUndefined();
  });

  test('what plays when the page is left is not opened anew by an edit that is written only then', async () => {
    desk.toggle();
    await Promise.resolve();
    expect(player.plays).toHaveLength(1);
    desk.leave();
    await desk.soundChanged();
    expect(player.plays).toHaveLength(1);
    expect(player.state.kind).toBe('playing');
  });
});

describe('by key', () => {
  const press = (key: string, more: Partial<KeyboardEvent> = {}, singleKeys = true, onWave = false) =>
    pressOnTake(
      {
        key,
        code: '',
        shiftKey: false,
        altKey: false,
        ctrlKey: false,
        metaKey: false,
        repeat: false,
        ...more,
      },
      desk,
      {
        markers: shown,
        frames: 60_000,
        moveMark: async (id, frame) => {
          done.push(`move ${id} to ${frame}`);
          shown = shown.map((marker) => (marker.id === id ? { id, shownFrame: frame } : marker));
          return true;
        },
        cut: () => done.push('cut'),
        keepOnly: () => done.push('keep'),
        split: () => done.push('split'),
        mark: (frame) => done.push(`mark ${frame}`),
        undoLast: () => done.push('undo'),
        redo: () => done.push('redo'),
      },
      singleKeys,
      onWave,
    );
  let done: string[];
  let shown: { id: number; shownFrame: number }[];
  beforeEach(() => {
    done = [];
    shown = [];
    desk.seek(30_000);
  });

  test('Space and K play and pause', () => {
    expect(press(' ')).toBe(true);
    expect(desk.playing).toBe(true);
    press('k');
    expect(desk.playing).toBe(false);
  });

  test('Alt and Shift with an arrow move the marker at the playhead, and the playhead goes with it', async () => {
    const nudge = async (key: string) => {
      expect(press(key, { altKey: true, shiftKey: true }, false)).toBe(true);
      await Promise.resolve();
      await Promise.resolve();
      return desk.position;
    };
    shown = [{ id: 7, shownFrame: 20_000 }];
    expect(await nudge('ArrowRight')).toBe(30_000);
    expect(done).toEqual([]);
    shown.push({ id: 8, shownFrame: 30_000 });
    expect([await nudge('ArrowRight'), await nudge('ArrowRight'), await nudge('ArrowLeft')]).toEqual([
      30_010, 30_020, 30_010,
    ]);
    expect(done).toEqual(['move 8 to 30010', 'move 8 to 30020', 'move 8 to 30010']);
    shown = [{ id: 9, shownFrame: 5 }];
    desk.seek(5);
    expect([await nudge('ArrowLeft'), done.at(-1)]).toEqual([0, 'move 9 to 0']);
  });

  test('without single keys the waveform answers the keys of a slider, if it has the focus', () => {
    for (const key of ['ArrowRight', 'Home', 'End']) expect(press(key, {}, false)).toBe(false);
    expect(desk.position).toBe(30_000);
    expect(press('ArrowRight', {}, false, true)).toBe(true);
    expect(press('ArrowLeft', { shiftKey: true }, false, true)).toBe(true);
    expect(desk.position).toBe(26_000);
    expect([press('End', {}, false, true), desk.position]).toEqual([true, 60_000]);
    expect([press('Home', {}, false, true), desk.position]).toEqual([true, 0]);
    for (const key of [' ', 'm', 't', 'Delete']) expect(press(key, {}, false, true)).toBe(false);
  });

  test('without single keys the waveform is zoomed and selected in by key, if it has the focus', () => {
    for (const key of ['+', '-', '0', '[', ']']) expect(press(key, {}, false)).toBe(false);
    press('+', {}, false, true);
    press('=', {}, false, true);
    expect(desk.view.shown).toEqual({ from: 22_500, to: 37_500 });
    press('−', {}, false, true);
    press('-', {}, false, true);
    expect(desk.view.whole).toBe(true);
    press('[', {}, false, true);
    press('ArrowRight', {}, false, true);
    press(']', {}, false, true);
    expect(desk.view.selection).toEqual({ from: 30_000, to: 31_000 });
    press('+', {}, false, true);
    press('0', {}, false, true);
    expect(desk.view.whole).toBe(true);
    expect(done).toEqual([]);
  });

  test('a key that is held down steps and zooms on, but acts once', () => {
    const held = { repeat: true };
    for (const key of [' ', 'k', 'm', 's', 't', 'Delete']) expect(press(key, held)).toBe(true);
    expect(desk.goesOn).toBe(false);
    expect(done).toEqual([]);
    press('ArrowRight', held);
    expect(desk.position).toBe(31_000);
  });

  test.each([
    ['ArrowLeft', {}, 29_000],
    ['ArrowRight', {}, 31_000],
    ['ArrowLeft', { shiftKey: true }, 25_000],
    ['ArrowRight', { shiftKey: true }, 35_000],
    ['j', {}, 25_000],
    ['L', {}, 35_000],
    ['Home', {}, 0],
    ['End', {}, 60_000],
  ])('%s %o goes to frame %d', (key, more, frame) => {
    expect(press(key, more)).toBe(true);
    expect(desk.position).toBe(frame);
  });

  test('[ and ] set the edges of the selection, + − 0 zoom', () => {
    press('[');
    desk.step(5);
    press(']');
    expect(desk.view.selection).toEqual({ from: 30_000, to: 35_000 });
    press('+');
    expect(desk.view.whole).toBe(false);
    press('-');
    expect(desk.view.whole).toBe(true);
    press('+');
    press('0');
    expect(desk.view.whole).toBe(true);
  });

  test('[ and ] are also typed with Option: on a German keyboard of a Mac with 5 and 6, on a French one with Shift too', () => {
    const option = { altKey: true };
    expect(press('[', { ...option, code: 'Digit5' })).toBe(true);
    desk.step(5);
    expect(press(']', { ...option, code: 'Minus', shiftKey: true })).toBe(true);
    expect(desk.view.selection).toEqual({ from: 30_000, to: 35_000 });
    expect(press(']', { ...option, code: 'Digit6' }, false)).toBe(false);
    for (const key of ['m', 't', '0', 'Delete']) expect(press(key, option)).toBe(false);
    expect(done).toEqual([]);
  });

  test('Alt with an arrow goes to the marker before or after', () => {
    shown = [10_000, 20_000, 30_000, 40_000].map((shownFrame, id) => ({ id, shownFrame }));
    const at = (key: string) => {
      press(key, { altKey: true });
      return desk.position;
    };
    expect([at('ArrowLeft'), at('ArrowLeft'), at('ArrowLeft')]).toEqual([20_000, 10_000, 10_000]);
    expect([at('ArrowRight'), at('ArrowRight'), at('ArrowRight')]).toEqual([20_000, 30_000, 40_000]);
    expect(at('ArrowRight')).toBe(40_000);
  });

  test('Del cuts, T keeps, M marks, Ctrl+Z undoes and redoes with Shift', () => {
    press('Delete');
    press('t');
    press('m');
    press('z', { ctrlKey: true });
    press('Z', { ctrlKey: true, shiftKey: true });
    expect(done).toEqual(['cut', 'keep', 'mark 30000', 'undo', 'redo']);
  });

  test('a key with Ctrl, an unknown one, and single keys that are turned off mean nothing', () => {
    expect(press('l', { ctrlKey: true })).toBe(false);
    expect(press('q')).toBe(false);
    expect(press('l', {}, false)).toBe(false);
    expect(press('ArrowRight', { altKey: true }, false)).toBe(true);
    expect(desk.position).toBe(30_000);
  });
});

test('silences are passed over if that is wanted, in each sound that is played; a loop is played whole', async () => {
  desk.setSource(quiet(10_240, 20_480));
  desk.toggle();
  expect(player.skipped).toEqual([]);
  desk.skipSilence = true;
  await vi.waitFor(() => expect(player.skipped).toEqual([{ from: 10.34, to: 20.38 }]));
  desk.toggleLoop();
  expect(player.skipped).toEqual([]);
  desk.toggleLoop();
  expect(player.skipped).toEqual([{ from: 10.34, to: 20.38 }]);
  desk.setSource(quiet(30_720, 40_960));
  await vi.waitFor(() => expect(player.skipped).toEqual([{ from: 30.82, to: 40.86 }]));
  desk.skipSilence = false;
  expect(player.skipped).toEqual([]);
});

test('a loop holds for a sound that is opened from its row while the page is shown', async () => {
  desk.view.select(1000, 2000);
  desk.toggleLoop();
  expect(player.loop).toBeUndefined();
  await player.play(take, { file: 'audio.wav' });
  expect(player.loop).toEqual({ from: 1, to: 2 });
});

test('what plays is closed once all of it is cut: there is nothing to open', async () => {
  desk.toggle();
  const edits = { ...NO_EDITS, operations: [{ kind: 'cut', from: 0, to: 60_000 }], state: 1 } as const;
  desk.setTake({ ...take, edits }, () => segmentsOf(edits.operations, 60_000));
  await desk.soundChanged();
  expect(player.plays).toHaveLength(1);
  expect(player.state.kind).toBe('closed');
});

/** Files are opened once the function that is returned is called. */
function holdOpening(): () => void {
  let release = () => {};
  player.opening = new Promise((resolve) => (release = resolve));
  return () => release();
}

test.each(['paused', 'playing'] as const)(
  'what is edited while the sound of the edit before is being opened is opened, too, and is %s as that was',
  async (kind) => {
    desk.toggle();
    if (kind === 'paused') desk.toggle();
    const release = holdOpening();
    void desk.soundChanged();
    void desk.soundChanged();
    expect(desk.opening).toBe(true);
    expect(player.plays.slice(1).map(({ anew, paused }) => [anew, paused])).toEqual([
      [true, kind === 'paused'],
      [true, kind === 'paused'],
    ]);
    release();
    await vi.waitFor(() => expect(player.state.kind).toBe(kind));
  },
);

test('what is pressed while a sound is being opened is done when it is open', async () => {
  desk.toggle();
  desk.toggle();
  const release = holdOpening();
  void desk.soundChanged();
  expect(desk.goesOn).toBe(false);
  desk.toggle();
  expect(desk.goesOn).toBe(true);
  expect(desk.playing).toBe(false);
  release();
  await vi.waitFor(() => expect(desk.playing).toBe(true));
});

test('a page that is come back to while the recording plays without its edits goes on with that', () => {
  const edited = { ...take, edits: { ...NO_EDITS, state: 1 } };
  player.enter({ kind: 'playing', take: edited, file: 'audio.wav', original: true });
  const other = new TakeDesk(player as unknown as PlayerModel, { ...edited, id: 'b' });
  expect(other.original).toBe(false);
  const back = new TakeDesk(player as unknown as PlayerModel, edited);
  expect(back.original).toBe(true);
  back.toggle();
  back.toggle();
  expect(player.plays).toMatchObject([{ original: true }]);
});

test('what is paused when a page is left stands there when it is come back to', () => {
  desk.toggle();
  player.position = 1.9;
  desk.toggle();
  desk.leave();
  const back = new TakeDesk(player as unknown as PlayerModel, take);
  back.setTake(take, () => segmentsOf([], 60_000));
  expect(back.view.playhead).toBe(1900);
  back.toggle();
  expect(player.plays.at(-1)).toMatchObject({ from: 1.9 });
});

test('what plays on without an edit that was written after the page was left goes on with it, at the same place', async () => {
  desk.toggle();
  player.position = 9.4;
  desk.leave();
  const edits: EditOperation[] = [{ kind: 'cut', from: 0, to: 3000 }];
  const edited = { ...take, edits: { ...NO_EDITS, operations: edits, state: 1 } };
  const back = new TakeDesk(player as unknown as PlayerModel, edited);
  back.setTake(edited, () => segmentsOf(edits, 60_000));
  await back.soundChanged();
  expect(player.plays.at(-1)).toMatchObject({ from: 6.4, anew: true, paused: false });
  expect(back.position).toBe(6400);
});

test('once all edits are undone, the next one is shown and not the original', () => {
  const edited = { ...take, edits: { ...NO_EDITS, state: 1 } };
  desk.setTake(edited);
  desk.original = true;
  expect(desk.original).toBe(true);
  desk.setTake(take);
  desk.setTake(edited);
  expect(desk.original).toBe(false);
});

describe('the playhead stays where it is in the recording', () => {
  const edited = (...operations: EditOperation[]) => {
    desk.setTake({ ...take }, () => segmentsOf(operations, 60_000));
  };
  beforeEach(() => edited());

  test('when something before it is cut, or what it stands on, and when that is undone', () => {
    desk.seek(30_000);
    edited({ kind: 'cut', from: 10_000, to: 20_000 });
    expect(desk.view.playhead).toBe(20_000);
    edited({ kind: 'cut', from: 10_000, to: 20_000 }, { kind: 'cut', from: 25_000, to: 35_000 });
    expect(desk.view.playhead).toBe(15_000);
    edited({ kind: 'cut', from: 10_000, to: 20_000 });
    expect(desk.view.playhead).toBe(25_000);
    desk.seek(50_000);
    edited();
    expect(desk.view.playhead).toBe(60_000);
  });

  test('also while it plays in a loop', async () => {
    desk.toggleLoop();
    desk.toggle();
    await Promise.resolve();
    player.seek(30);
    edited({ kind: 'cut', from: 10_000, to: 20_000 });
    await desk.soundChanged();
    expect(player.plays.at(-1)).toMatchObject({ from: 20, anew: true });
  });
});

describe('the selection stays where it is in the recording', () => {
  const edited = (...operations: EditOperation[]) => {
    desk.setTake({ ...take }, () => segmentsOf(operations, 60_000));
  };
  const FIRST: EditOperation = { kind: 'cut', from: 0, to: 1000 };
  const edge = (key: '[' | ']') =>
    pressOnTake(
      { key, code: '', shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, repeat: false },
      desk,
      {} as never,
      true,
    );
  beforeEach(() => edited());

  test('when an edit is shown only after the first of its edges was set, or the second', () => {
    desk.seek(30_000);
    edge('[');
    edited(FIRST);
    desk.step(1);
    edge(']');
    expect(desk.view.selection).toEqual({ from: 29_000, to: 30_000 });
    edited();
    expect(desk.view.selection).toEqual({ from: 30_000, to: 31_000 });
  });

  test('from where it was begun, and not from the start, when that edit cuts what was selected then', () => {
    for (const setAfter of [true, false]) {
      edited();
      desk.view.select(10_000, 11_000);
      desk.seek(10_000);
      edge('[');
      if (!setAfter) desk.step(1);
      edited({ kind: 'cut', from: 10_000, to: 11_000 });
      if (setAfter) desk.step(1);
      edge(']');
      expect(desk.view.selection).toEqual(setAfter ? { from: 10_000, to: 11_000 } : undefined);
    }
  });

  test('the same cut made again and again without waiting cuts no more each time, whenever it is shown', () => {
    for (let shownAfter = 0; shownAfter < 6; shownAfter++) {
      edited();
      desk.view.select(1000, 2000);
      const keys = [
        () => desk.seek(0),
        () => desk.step(1),
        () => edge('['),
        () => desk.step(1),
        () => edge(']'),
      ];
      keys.forEach((press, at) => {
        if (at === shownAfter) edited({ kind: 'cut', from: 1000, to: 2000 });
        press();
      });
      const { from, to } = desk.view.selection ?? { from: 1000, to: 1000 };
      expect([from, to <= 2000]).toEqual([1000, true]);
    }
  });

  test('without what is brought back at its edges, and not at all once it is cut, or is all that was kept', () => {
    edited({ kind: 'cut', from: 1000, to: 2000 }, { kind: 'cut', from: 3000, to: 4000 });
    desk.view.select(1000, 2000);
    edited();
    expect(desk.view.selection).toEqual({ from: 2000, to: 3000 });
    edited({ kind: 'keep', from: 2000, to: 3000, of: 60_000 });
    expect(desk.view.selection).toBeUndefined();
    edited();
    desk.view.select(2000, 3000);
    edited({ kind: 'cut', from: 2000, to: 3000 });
    expect(desk.view.selection).toBeUndefined();
  });

  test('so that a loop goes on with it', () => {
    desk.view.select(10_000, 20_000);
    desk.toggle();
    desk.toggleLoop();
    edited(FIRST);
    expect(player.loop).toEqual({ from: 9, to: 19 });
  });
});
