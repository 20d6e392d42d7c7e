import { expect, test, vi } from 'vitest';
import type { Take } from '../../../src/engine/takes/take.ts';
import { NO_EDITS } from '../../../src/shared/edit/edit-list.ts';
import { Model } from '../../../src/ui/kit/model.ts';
import { openingSound } from '../../../src/ui/player/opening-sound.ts';
import type { PlayerModel } from '../../../src/ui/player/player-model.ts';
import { PlayControls } from '../../../src/ui/take-page/play-controls.ts';
import { TakeDesk } from '../../../src/ui/take-page/take-desk.ts';
import * as words from '../../../src/ui/words/later/take-page.ts';
import { bound } from '../../support/bound.ts';
import { textOf } from '../../support/text-of.ts';

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

test('while an edited sound is prepared, Play shows how far it is, after a moment', () => {
  const player = new Player();
  Object.assign(player, { take, goesOn: true, position: 0, state: { kind: 'loading', take } });
  const desk = new TakeDesk(player as unknown as PlayerModel, take);
  const controls = Object.assign(new PlayControls(), { desk, player });
  const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
  const abort = new AbortController();
  const tell = openingSound.follow(abort.signal);
  tell(0.01);
  expect(textOf(controls.render())).toContain(words.pause);
  now.mockReturnValue(1400);
  tell(0.432);
  expect(textOf(controls.render())).toContain('43 %');
  // Another edit has made this sound needless.
  abort.abort();
  tell(0.5);
  expect(openingSound.share).toBeUndefined();
  openingSound.follow(new AbortController().signal);
  expect(textOf(controls.render())).not.toContain('%');
  now.mockRestore();
});

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

test('Escape takes back what was typed into an edge of the selection, and leaves the field', () => {
  const player = new Player();
  const desk = new TakeDesk(player as unknown as PlayerModel, take);
  desk.view.select(0, 1000);
  const controls = Object.assign(new PlayControls(), { desk, player });
  const left = vi.fn();
  controls.addEventListener('leave', left);
  const press = bound(controls.render(), '@keydown').at(-1) as (event: object) => void;
  const field = { value: '0:02.1', blur: vi.fn() };
  const key = (name: string) => ({
    key: name,
    target: field,
    preventDefault: () => {},
    stopPropagation: () => {},
  });
  press(key('1'));
  expect(field.value).toBe('0:02.1');
  press(key('Escape'));
  expect(field.value).toBe('0:01.000');
  expect(field.blur).toHaveBeenCalledOnce();
  expect(left).toHaveBeenCalledOnce();
});
