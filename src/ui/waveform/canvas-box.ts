import { css, type ReactiveController, type ReactiveControllerHost } from 'lit';
import { themeColors, watchTheme, type WaveColors } from './wave-colors.ts';
import type { Area, WaveContext } from './draw-wave.ts';

/** What a component draws on: its size in device pixels, the pixel ratio, and the theme's colours. */
export interface Surface extends Area {
  readonly context: WaveContext;
  readonly pixelRatio: number;
  readonly colors: WaveColors;
}

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
  #context: CanvasRenderingContext2D | undefined;
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
    const root = this.#host.shadowRoot!;
    this.#canvas = root.querySelector('canvas')!;
    // Opaque: the browser need not blend it.
    this.#context = this.#canvas.getContext('2d', { alpha: false }) ?? undefined;
    this.#observe();
  }

  /** Undefined until the component is shown. */
  get surface(): Surface | undefined {
    const canvas = this.#canvas;
    const context = this.#context;
    if (canvas === undefined || context === undefined || canvas.width === 0 || canvas.height === 0)
      return undefined;
    const { width, height } = canvas;
    const colors = themeColors(this.#host.shadowRoot!);
    return { context, width, height, pixelRatio: devicePixelRatio, colors };
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
    const width = exact?.inlineSize ?? Math.round(canvas.clientWidth * devicePixelRatio);
    const height = exact?.blockSize ?? Math.round(canvas.clientHeight * devicePixelRatio);
    if (width === canvas.width && height === canvas.height) return;
    canvas.width = width;
    canvas.height = height;
    this.#redraw();
  }
}
