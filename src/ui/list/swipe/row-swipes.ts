import type { Take } from '../../../engine/takes/take.ts';
import { clearBehind, showBehind } from './swipe-behind.ts';
import { SLIDE_MS, swipeStyle } from './swipe-style.ts';
import { SwipeTrack, type SwipeAct } from './swipe-track.ts';

/** CSS pixels that a finger moves before it is known whether it swipes or scrolls. */
const SLOP = 10;
/** A click that comes within these milliseconds after a swipe belongs to it. */
const CLICK_MS = 350;

/** The list whose rows are swiped. */
export interface SwipedList {
  readonly root: ShadowRoot;
  /** The take whose row may be swiped now; undefined for none. */
  readonly take: (id: string | undefined) => Take | undefined;
  /** Resolves when it is done, or has failed and was told. */
  readonly act: (act: SwipeAct, take: Take) => Promise<void>;
}

/** A finger on a row. */
interface Touch {
  readonly pointerId: number;
  readonly item: HTMLElement;
  readonly row: HTMLElement;
  readonly take: Take;
  readonly track: SwipeTrack;
  readonly x: number;
  readonly y: number;
  /** 1 where lines run from left to right, −1 where they run from right to left. */
  readonly sign: 1 | -1;
  /** Undefined until the finger has moved sideways. */
  behind: HTMLElement | undefined;
}

/**
 * Lets rows be swiped by a finger. The row follows the finger, and what will happen stands behind it. A finger that
 * leaves before that, or on its way back, does nothing. Mouse and pen have the row's buttons.
 */
export class RowSwipes {
  readonly #list: SwipedList;
  #touch: Touch | undefined;
  #swipedMs = -Infinity;
  /** Ids of the takes that are being deleted. */
  readonly #leaving = new Set<string>();
  readonly #lost = ({ pointerId }: PointerEvent): void => {
    const touch = this.#touch;
    // What the finger came down on loses it too, to the row.
    if (pointerId === touch?.pointerId && !touch.item.hasPointerCapture(pointerId)) this.#giveUp();
  };

  /** @param place the element that holds the rows */
  constructor(place: HTMLElement, list: SwipedList) {
    this.#list = list;
    const { root } = list;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, swipeStyle.styleSheet!];
    place.addEventListener('pointerdown', (event) => this.#down(event));
    place.addEventListener('pointermove', (event) => this.#move(event));
    place.addEventListener('pointerup', (event) => this.#up(event));
    // The browser scrolls.
    place.addEventListener('pointercancel', () => this.#giveUp());
    const justSwiped = (event: Event) => event.timeStamp - this.#swipedMs <= CLICK_MS;
    place.addEventListener('click', (event) => justSwiped(event) && swallow(event), { capture: true });
    // A finger that rests opens the menu, in some browsers once it leaves.
    const swipes = (event: Event) => this.#touch?.behind !== undefined || justSwiped(event);
    // Under an open menu the finger swipes nothing.
    const menu = (event: Event) => (swipes(event) ? swallow(event) : this.#giveUp());
    place.addEventListener('contextmenu', menu, { capture: true });
  }

  #down(event: PointerEvent): void {
    // A second finger zooms.
    this.#giveUp();
    if (event.pointerType !== 'touch' || !event.isPrimary) return;
    const path = event.composedPath();
    const item = path.find((node) => node instanceof HTMLLIElement);
    const row = item?.querySelector<HTMLElement>('take-row');
    const take = this.#list.take(item?.dataset['id']);
    if (item === undefined || !row || take === undefined || path[0] instanceof HTMLInputElement) return;
    if (this.#leaving.has(take.id)) return;
    // It may still slide back.
    putBack(item, row);
    const sign = getComputedStyle(item).direction === 'ltr' ? 1 : -1;
    const { pointerId, clientX: x, clientY: y, timeStamp } = event;
    const track = new SwipeTrack(sign * x, timeStamp, item.clientWidth);
    this.#touch = { pointerId, item, row, take, track, x, y, sign, behind: undefined };
  }

  #move(event: PointerEvent): void {
    const touch = this.#touch;
    if (touch?.pointerId !== event.pointerId) return;
    if (!isShown(touch)) return this.#giveUp();
    touch.track.move(touch.sign * event.clientX, event.timeStamp);
    if (touch.behind === undefined && !this.#begins(touch, event)) return;
    this.#follow(touch);
  }

  /** Whether the finger has gone sideways by now. One that goes up or down scrolls. */
  #begins(touch: Touch, { clientX, clientY, pointerId }: PointerEvent): boolean {
    const sideways = Math.abs(clientX - touch.x);
    const upright = Math.abs(clientY - touch.y);
    if (Math.max(sideways, upright) < SLOP) return false;
    if (upright > sideways) {
      this.#touch = undefined;
      return false;
    }
    const { item } = touch;
    item.setPointerCapture(pointerId);
    // A row that leaves the page loses the finger. The document is told of it, and `place` is not.
    item.ownerDocument.addEventListener('lostpointercapture', this.#lost);
    touch.behind = document.createElement('div');
    touch.behind.ariaHidden = 'true';
    item.prepend(touch.behind);
    item.classList.add('swiped');
    return true;
  }

  #follow(touch: Touch): void {
    const { track, row, sign, take } = touch;
    const { shift } = track;
    row.style.translate = `${sign * shift}px`;
    const armed = track.armed !== undefined;
    showBehind(touch.behind!, { act: shift < 0 ? 'delete' : 'star', armed, starred: take.starred });
  }

  #up(event: PointerEvent): void {
    const touch = this.#touch;
    if (touch?.pointerId !== event.pointerId) return;
    this.#touch = undefined;
    if (touch.behind === undefined) return;
    this.#swipedMs = event.timeStamp;
    // A row that nobody sees any more was not swiped away.
    void this.#end(touch, isShown(touch) ? touch.track.left(event.timeStamp) : undefined);
  }

  #giveUp(): void {
    const touch = this.#touch;
    this.#touch = undefined;
    if (touch?.behind !== undefined) void this.#end(touch, undefined);
  }

  /** The row of a take that is deleted leaves. Any other goes back to its place. */
  async #end(touch: Touch, act: SwipeAct | undefined): Promise<void> {
    const { item, row, take, sign } = touch;
    item.ownerDocument.removeEventListener('lostpointercapture', this.#lost);
    item.classList.add('sliding');
    if (act === 'delete') {
      this.#leaving.add(take.id);
      row.style.translate = `${-sign * item.clientWidth}px`;
      await slid();
      // Of a take that could not be deleted the row is still there.
      await this.#list.act(act, take).finally(() => this.#leaving.delete(take.id));
    } else {
      row.style.translate = '0px';
      if (act !== undefined) void this.#list.act(act, take);
      await slid();
      // Swiped again meanwhile. The row itself may have left the page, and may come back.
      if (touch.behind!.parentNode !== item) return;
    }
    putBack(item, row);
  }
}

function isShown({ item }: Touch): boolean {
  return item.isConnected && item.clientWidth > 0;
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}

function putBack(item: HTMLElement, row: HTMLElement): void {
  item.classList.remove('swiped', 'sliding');
  row.style.removeProperty('translate');
  const behind = item.querySelector<HTMLElement>('.behind');
  if (behind !== null) clearBehind(behind);
}

function slid(): Promise<void> {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  return new Promise((resolve) => setTimeout(resolve, still ? 0 : SLIDE_MS));
}
