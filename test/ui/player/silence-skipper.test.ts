import { beforeEach, expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS, type TakeEdits } from '../../../src/shared/edit/edit-list.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import type { PlayerSpan } from '../../../src/ui/player/player-jumps.ts';
import type { PlayerState } from '../../../src/ui/player/player-state.ts';
import { SilenceSkipper } from '../../../src/ui/player/silence-skipper.ts';
import type { PeakSource } from '../../../src/ui/waveform/peak-source.ts';
import { quiet } from './quiet-peaks.ts';

class Player extends Model {
  skipSilence = true;
  skipped: readonly PlayerSpan[] = [];
  state: PlayerState = { kind: 'closed' };

  enter(state: PlayerState): void {
    // Each opening ends what was passed over.
    if (state.kind === 'loading') this.skipped = [];
    this.state = state;
    this.changed();
  }

  open(take: Take, file = 'audio.wav', original = false): void {
    this.enter({ kind: 'loading', paused: false, take, file, original });
    this.enter({ kind: 'playing', take, file, original });
  }

  tick(): void {
    this.changed();
  }
}

class Peaks extends Model {
  source: PeakSource | undefined;

  of(): PeakSource | undefined {
    return this.source;
  }

  opened(source: PeakSource): void {
    this.source = source;
    this.changed();
  }
}

const takeOf = (id: string, edits: TakeEdits = NO_EDITS) =>
  ({
    id,
    frames: 60_000,
    spec: { sampleRate: 1000, source: 'microphone' },
    files: [
      { file: 'take.opus', edits: 0 },
      { file: 'audio.wav', edits: undefined },
    ],
    edits,
  }) as unknown as Take;

let player: Player;
let peaks: Peaks;
let route: { page: string; takeId: string | undefined };
beforeEach(() => {
  player = new Player();
  peaks = new Peaks();
  route = { page: 'record', takeId: undefined };
  new SilenceSkipper({ player, peaks, route });
});

test('a take that plays from its row passes over its silences, as soon as they are known', async () => {
  player.open(takeOf('a'));
  expect(player.skipped).toEqual([]);
  peaks.opened(quiet(10_240, 20_480));
  await vi.waitFor(() => expect(player.skipped).toEqual([{ from: 10.34, to: 20.38 }]));
  player.open(takeOf('b'));
  await vi.waitFor(() => expect(player.skipped).toEqual([{ from: 10.34, to: 20.38 }]));
  player.skipSilence = false;
  player.tick();
  expect(player.skipped).toEqual([]);
});

test('of an edited take they are where they play; a file with other edits plays whole', async () => {
  peaks.opened(quiet(10_240, 20_480));
  const edits: TakeEdits = {
    operations: [{ kind: 'cut', from: 0, to: 5_000 }],
    state: 1,
    canUndo: true,
    canRedo: false,
  };
  player.open(takeOf('a', edits));
  await vi.waitFor(() => expect(player.skipped).toHaveLength(1));
  // At this rate a column is half a second.
  expect(Math.abs(player.skipped[0]!.from - 5.34)).toBeLessThan(0.52);
  // Without its edits they are where they were recorded.
  player.open(takeOf('a', edits), 'audio.wav', true);
  await vi.waitFor(() => expect(player.skipped).toEqual([{ from: 10.34, to: 20.38 }]));
  player.open(takeOf('a', edits), 'take.opus');
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(player.skipped).toEqual([]);
});

test('the page of a take that is shown sees to that take itself', async () => {
  peaks.opened(quiet(10_240, 20_480));
  Object.assign(route, { page: 'take', takeId: 'a' });
  player.open(takeOf('a'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(player.skipped).toEqual([]);
  player.open(takeOf('b'));
  await vi.waitFor(() => expect(player.skipped).toHaveLength(1));
});
