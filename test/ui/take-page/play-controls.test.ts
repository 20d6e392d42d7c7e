import { expect, test } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import type { PlayerModel } from '../../../src/ui/player/player-model.ts';
import { PlayControls } from '../../../src/ui/take-page/play-controls.ts';
import { TakeDesk } from '../../../src/ui/take-page/take-desk.ts';
import * as words from '../../../src/ui/words/later/take-page.ts';
import { bound } from '../../support/bound.ts';

const take = {
  id: 'a',
  frames: 60_000,
  spec: { sampleRate: 1000 },
  files: [{ file: 'audio.wav', bytes: 120_000 }],
  edits: NO_EDITS,
} as unknown as Take;

class Player extends Model {
  readonly state = { kind: 'closed' };
  readonly rate = 1;
}

test('Loop says that the selection is too short to be repeated, and is off as long', () => {
  const player = new Player();
  const desk = new TakeDesk(player as unknown as PlayerModel, take);
  const controls = new PlayControls();
  Object.assign(controls, { desk, player });
  const loop = () => ({
    pressed: bound(controls.render(), 'aria-pressed')[0],
    disabled: bound(controls.render(), '?disabled')[1],
    says: bound(controls.render(), 'title').find((title) => String(title).includes('epeat')),
  });
  desk.toggleLoop();
  expect(loop()).toEqual({ pressed: true, disabled: false, says: words.loopTitle });
  desk.view.select(1000, 1009);
  expect(loop()).toEqual({ pressed: false, disabled: true, says: words.loopTooShort });
});
