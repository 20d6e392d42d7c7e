import { css, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Shape, Surface } from '../../shared/waveform/surface.ts';
import { themeColors, watchTheme } from './wave-colors.ts';

/** A component that is its canvas. */
export const canvasStyle = css`
  :host {
    display: block;
    overflow: hidden;
  }

  canvas {
    display: block;
    inline-size: 100%;
    block-size: 100%;
  }
`;

/** The canvas of a component: as many pixels as the screen has for it, and the theme's colours, read when they change. */
export class CanvasBox implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #redraw: () => void;
  readonly #resized = new ResizeObserver((entries) => this.#resize(entries.at(-1)));
  #canvas: HTMLCanvasElement | undefined;
  #context: CanvasRenderingContext2D | null | undefined;
  /** Whether another thread draws on the canvas. */
  #handedOver = false;
  /** Device pixels. */
  #size = { width: 0, height: 0 };
  #stopWatching: () => void = () => {};

  /** @param redraw called when the size or the colours have changed */
  constructor(host: ReactiveControllerHost & HTMLElement, redraw: () => void) {
    this.#host = host;
    this.#redraw = redraw;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stopWatching = watchTheme(() => this.#redraw());
    this.#observe();
  }

  hostDisconnected(): void {
    this.#stopWatching();
    this.#resized.disconnect();
  }

  hostUpdated(): void {
    if (this.#canvas !== undefined) return;
    this.#canvas = this.#host.shadowRoot!.querySelector('canvas')!;
    this.#observe();
  }

  /** Undefined until the component is shown, and while it takes no room. */
  get shape(): Shape | undefined {
    const { width, height } = this.#size;
    if (width === 0 || height === 0) return undefined;
    return { width, height, pixelRatio: devicePixelRatio, colors: themeColors(this.#host.shadowRoot!) };
  }

  /** Undefined like `shape`, and if the canvas was handed over. */
  get surface(): Surface | undefined {
    const { shape } = this;
    if (shape === undefined || this.#canvas === undefined || this.#handedOver) return undefined;
    // Opaque: the browser need not blend it.
    this.#context ??= this.#canvas.getContext('2d', { alpha: false });
    return this.#context === null ? undefined : { ...shape, context: this.#context };
  }

  /** The canvas, to be drawn on by another thread. Only for one that has not been drawn on. */
  handOver(): OffscreenCanvas {
    this.#handedOver = true;
    return this.#canvas!.transferControlToOffscreen();
  }

  /** Puts a new canvas in the place of one that was drawn on or handed over. */
  renew(): void {
    const canvas = this.#canvas!.cloneNode() as HTMLCanvasElement;
    this.#canvas!.replaceWith(canvas);
    this.#canvas = canvas;
    this.#context = undefined;
    this.#handedOver = false;
    this.#size = { width: 0, height: 0 };
    this.#resized.disconnect();
    if (this.#host.isConnected) this.#observe();
  }

  #observe(): void {
    if (this.#canvas === undefined) return;
    try {
      this.#resized.observe(this.#canvas, { box: 'device-pixel-content-box' });
    } catch {
      // Safari does not tell device pixels.
      this.#resized.observe(this.#canvas);
    }
  }

  /** Setting the size clears the canvas, so it is drawn at once. */
  #resize(entry: ResizeObserverEntry | undefined): void {
    const canvas = this.#canvas!;
    const exact = entry?.devicePixelContentBoxSize?.[0];
    const width = devicePixels(canvas.clientWidth, exact?.inlineSize);
    const height = devicePixels(canvas.clientHeight, exact?.blockSize);
    if (width === this.#size.width && height === this.#size.height) return;
    this.#size = { width, height };
    if (!this.#handedOver) Object.assign(canvas, { width, height });
    this.#redraw();
  }
}

/** A browser that emulates a phone tells the pixels of its own screen, which are not those of `devicePixelRatio`. */
function devicePixels(length: number, exact: number | undefined): number {
  const expected = length * devicePixelRatio;
  // Both are rounded, the length in CSS pixels.
  const near = exact !== undefined && Math.abs(exact - expected) <= 2 * devicePixelRatio;
  return near ? exact : Math.round(expected);
}
