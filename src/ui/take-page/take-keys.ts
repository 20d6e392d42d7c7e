import type { LitElement, ReactiveController } from 'lit';
import { focusedElement } from '../kit/focus-keeper.ts';
import { composes, isKeyTaken, isLayered, keyOf } from '../kit/free-key.ts';
import type { Model } from '../kit/model.ts';
import { Watch } from '../kit/watch.ts';
import type { TakeView } from '../editor/take-view.ts';
import type { EnteredRoute } from '../list/list-actions.ts';
import type { TakeDesk } from './take-desk.ts';
import type { ShownMarker } from './take-editor.ts';

const STEP_SECONDS = 1;
const LONG_STEP_SECONDS = 5;
const ZOOM_STEP = 2;
const NUDGE_SECONDS = 0.01;
/** A browser rounds the position of its player. */
const AT_PLAYHEAD_FRAMES = 2;

/** What the keys of a take's page do beyond playing, looking and selecting. */
export interface TakeCommands {
  readonly markers: readonly Pick<ShownMarker, 'id' | 'shownFrame'>[];
  readonly frames: number;
  moveMark(id: number, frame: number): Promise<boolean>;
  cut(): unknown;
  keepOnly(): unknown;
  split(): unknown;
  mark(frame: number): unknown;
  undoLast(): unknown;
  redo(): unknown;
}

/** The parts of the app that the keys depend on. */
interface KeysApp {
  /** A take that is recorded, or about to be, has the keys. */
  readonly recording: { readonly settled: boolean };
  readonly settings: { readonly value: { readonly singleKeys: boolean } };
}

/** What a key that is held down does once. All other keys go on as long as they are held. */
const ONCE: ReadonlySet<string> = new Set([' ', 'k', 'm', 's', 't', 'delete']);

/** Keys with a fixed meaning on the page of a take, by the name that `keyOf` gives. */
type Keys = Readonly<Record<string, () => void>>;

/** The list of takes has its own keys, and so has the edge beside it. */
function isInLibrary(event: KeyboardEvent): boolean {
  return isFrom(event, 'takes-panel, library-edge');
}

/** With the focus on the waveform, the keys of any slider move its playhead, and others select in it and zoom it. */
export function isOnWave(event: KeyboardEvent): boolean {
  return isFrom(event, 'wave-editor');
}

function isFrom(event: KeyboardEvent, selector: string): boolean {
  return event.composedPath().some((node) => node instanceof Element && node.matches(selector));
}

/** The page that the keys were given to. */
export interface EnteredPage extends LitElement {
  readonly app: { readonly route: Model & EnteredRoute };
  readonly takeId: string;
}

/** Gives the focus to the waveform of a page that was opened by key: until then the keys are for the list. */
export class EnteredFocus implements ReactiveController {
  readonly #page: EnteredPage;

  constructor(page: EnteredPage) {
    this.#page = page;
    page.addController(this);
    // The page may be shown already.
    new Watch(page, () => [page.app.route]);
  }

  hostUpdated(): void {
    const { app, takeId, renderRoot, isConnected } = this.#page;
    const wave = renderRoot.querySelector<LitElement>('wave-editor');
    // A page that was left is drawn once more.
    if (!isConnected || wave === null || app.route.entered !== takeId) return;
    app.route.entered = undefined;
    void wave.updateComplete.then(() => wave.focus({ preventScroll: true }));
  }
}

/** Ends the typing in the field that has the focus: its `change` comes now. */
export function finishTyping(): void {
  const active = focusedElement();
  if (active instanceof HTMLInputElement) active.blur();
}

/**
 * In the field of a name, Enter ends the typing, and Escape takes back what was typed.
 * @param goOn focuses what comes next: otherwise the next Tab would start from the top of the page
 */
export function pressInName(event: KeyboardEvent, name: string, goOn: () => void): void {
  const { key, target } = event;
  if (composes(event) || (key !== 'Enter' && key !== 'Escape')) return;
  event.preventDefault();
  event.stopPropagation();
  const field = target as HTMLInputElement;
  if (key === 'Escape') field.value = name;
  field.blur();
  goOn();
}

/** Acts on a key that was pressed anywhere while the page of a take is shown. Returns whether it meant anything. */
export function pressOnPage(
  event: KeyboardEvent,
  desk: TakeDesk,
  commands: TakeCommands,
  { recording, settings }: KeysApp,
): boolean {
  if (isKeyTaken(event) || isInLibrary(event)) return false;
  if (clearOnEscape(event, desk.view)) return true;
  const { singleKeys } = settings.value;
  return !recording.settled && pressOnTake(event, desk, commands, singleKeys, isOnWave(event));
}

/**
 * Escape clears a selection first, and leaves the page when it is pressed again. What is open above the page, or beside
 * it, closes before. Returns whether something was selected.
 */
function clearOnEscape(event: KeyboardEvent, view: TakeView): boolean {
  if (event.key !== 'Escape' || view.selection === undefined) return false;
  if (isLayered(event) || isFrom(event, 'details-sheet')) return false;
  view.selectNothing();
  return true;
}

/**
 * Acts on a key that no field or dialog uses. Returns whether it meant anything.
 * @param onWave whether the waveform has the focus
 */
export function pressOnTake(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey' | 'altKey' | 'ctrlKey' | 'metaKey' | 'repeat'>,
  desk: TakeDesk,
  commands: TakeCommands,
  singleKeys: boolean,
  onWave = false,
): boolean {
  const key = keyOf(event);
  const act = keysFor(event, desk, commands, singleKeys, onWave)[key];
  if (!event.repeat || !ONCE.has(key)) act?.();
  return act !== undefined;
}

function keysFor(
  { altKey, ctrlKey, metaKey, shiftKey }: Pick<KeyboardEvent, 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>,
  desk: TakeDesk,
  commands: TakeCommands,
  singleKeys: boolean,
  onWave: boolean,
): Keys {
  if (ctrlKey || metaKey)
    return { z: () => (shiftKey ? commands.redo() : commands.undoLast()), y: () => commands.redo() };
  const wave = singleKeys || onWave ? waveKeysFor(desk, shiftKey) : {};
  const single = singleKeys ? { ...wave, ...singleKeysFor(desk, commands) } : wave;
  if (!altKey) return single;
  const onMark = (direction: -1 | 1) =>
    shiftKey ? void nudgeMark(desk, commands, direction) : goToMark(desk, commands, direction);
  return { arrowleft: () => onMark(-1), arrowright: () => onMark(1), ...bracketsOf(single) };
}

/** The brackets of many keyboards of a Mac are typed with Option, which is Alt. */
function bracketsOf({ '[': from, ']': to }: Keys): Keys {
  return from && to ? { '[': from, ']': to } : {};
}

/** Goes to the marker before or after the playhead. */
function goToMark(desk: TakeDesk, { markers }: TakeCommands, direction: -1 | 1): void {
  const at = desk.position;
  const frames = markers.map(({ shownFrame }) => shownFrame);
  const frame = direction > 0 ? frames.find((frame) => frame > at) : frames.findLast((frame) => frame < at);
  if (frame !== undefined) desk.seek(frame);
}

/** Moves the marker at the playhead a little, and the playhead with it. */
async function nudgeMark(desk: TakeDesk, commands: TakeCommands, direction: -1 | 1): Promise<void> {
  const at = desk.position;
  const marker = commands.markers.find(({ shownFrame }) => Math.abs(shownFrame - at) <= AT_PLAYHEAD_FRAMES);
  if (marker === undefined) return;
  const moved = marker.shownFrame + direction * Math.round(NUDGE_SECONDS * desk.take.spec.sampleRate);
  const frame = Math.min(Math.max(moved, 0), commands.frames);
  if ((await commands.moveMark(marker.id, frame)) && desk.position === at) desk.seek(frame);
}

/** What looks at the take and selects in it. They change nothing. */
function waveKeysFor(desk: TakeDesk, shiftKey: boolean): Keys {
  const { view } = desk;
  const step = shiftKey ? LONG_STEP_SECONDS : STEP_SECONDS;
  return {
    arrowleft: () => desk.step(-step),
    arrowright: () => desk.step(step),
    home: () => desk.seek(0),
    end: () => desk.seek(view.frames),
    '[': () => view.setEdge('from', desk.position),
    ']': () => view.setEdge('to', desk.position),
    '+': () => view.zoom(ZOOM_STEP),
    '=': () => view.zoom(ZOOM_STEP),
    '-': () => view.zoom(1 / ZOOM_STEP),
    '−': () => view.zoom(1 / ZOOM_STEP),
    '0': () => view.showAll(),
  };
}

function singleKeysFor(desk: TakeDesk, commands: TakeCommands): Keys {
  return {
    ' ': () => desk.toggle(),
    k: () => desk.toggle(),
    j: () => desk.step(-LONG_STEP_SECONDS),
    l: () => desk.step(LONG_STEP_SECONDS),
    t: () => commands.keepOnly(),
    s: () => commands.split(),
    delete: () => commands.cut(),
    m: () => commands.mark(desk.position),
  };
}

/** Listens for clicks, and passes over the second click of a double click: what is pressed would be done twice. */
export function once(act: () => unknown): (event: MouseEvent) => void {
  return ({ detail }) => {
    if (detail < 2) act();
  };
}
