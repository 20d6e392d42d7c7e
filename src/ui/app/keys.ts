import type { Discarding } from '../dock/discarding.ts';
import type { Marking } from '../dock/marking.ts';
import type { MicCheckModel } from '../mic-check/mic-check-model.ts';
import type { Take } from '../../engine/takes/take.ts';
import { freeKey, isLayered } from '../kit/free-key.ts';
import type { TakesModel } from '../library/takes-model.ts';
import type { PlayerModel } from '../player/player-model.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import type { RouteModel } from './route.ts';

/** The parts of the app that the keys command. */
export interface KeysApp {
  readonly recording: RecordingModel;
  readonly micCheck: MicCheckModel;
  readonly marking: Marking;
  readonly discarding: Discarding;
  readonly takes: TakesModel;
  readonly player: PlayerModel;
  readonly settings: SettingsModel;
  readonly route: RouteModel;
  /** Shows the list of all keys. */
  readonly showKeys: () => void;
  /** Moves the focus to the field that searches the takes. */
  readonly search: () => void;
}

/**
 * The keys that work everywhere on the page (`ALL_KEYS`). A key is ignored where the focused element uses it itself.
 * Space never starts or ends a take: an accidental press can be taken back.
 */
export function listenForKeys(app: KeysApp): void {
  document.addEventListener('keydown', pressOnce, { capture: true });
  document.addEventListener('keydown', (event) => {
    if (event.key === ',' && event.ctrlKey && !event.altKey && !event.metaKey && !isLayered(event)) {
      event.preventDefault();
      app.route.go('settings');
      return;
    }
    const key = freeKey(event);
    // Esc first closes what lies above the page.
    if (key === 'escape' && !isLayered(event)) leave(app);
    else if (app.settings.value.singleKeys && key !== undefined) press(app, key, event);
  });
  document.addEventListener('keyup', ({ key }) => {
    if (key === 'Backspace') app.discarding.letGo();
  });
  // The key is let go where this page does not see it.
  window.addEventListener('blur', () => app.discarding.letGo());
}

/**
 * Without this, Enter that is held down would press a button again and again, and then the one that gets the focus: Record
 * and Stop, one marker's × after the other. Space presses a button only when it is let go.
 */
function pressOnce(event: KeyboardEvent): void {
  if (event.repeat && event.key === 'Enter' && event.composedPath()[0] instanceof HTMLButtonElement)
    event.preventDefault();
}

function leave({ micCheck, route }: KeysApp): void {
  if (route.page === 'record' && micCheck.view.kind === 'check') void micCheck.close();
  else route.leave();
}

function press(app: KeysApp, key: string, event: KeyboardEvent): void {
  const { recording, marking, discarding, player, showKeys, search } = app;
  if (key === ' ') {
    const take = currentTake(app);
    if (recording.inTake || take !== undefined) {
      // Space would scroll the page, even while it is held down.
      event.preventDefault();
      if (event.repeat) return;
      if (recording.inTake) recording.togglePause();
      else if (!recording.settled) player.toggle(take);
    }
    return;
  }
  if (event.repeat) return;
  // R that comes before a take is closed is for the next one, whose start would be missed. The button is still Stop then.
  if (key === 'n' || (key === 'r' && recording.state.kind === 'stopping')) recording.next();
  else if (key === 'r') recording.toggle();
  else if (key === 'p') recording.togglePause();
  else if (key === 'm' && event.shiftKey) {
    // The letter would be typed into the field that opens.
    event.preventDefault();
    marking.markAndName();
  } else if (key === 'm') marking.mark();
  else if (key === 'backspace') discarding.press();
  else if (key === '?') showKeys();
  else if (key === '/') {
    // Or else the field would get the key too.
    event.preventDefault();
    search();
  }
}

/** The take that Space plays: the one in the player, or else the one played last, or else the newest. */
function currentTake({ player, takes }: KeysApp): Take | undefined {
  return player.take ?? takes.find(player.lastId) ?? takes.all?.[0];
}
