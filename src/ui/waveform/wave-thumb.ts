import { css, html, LitElement } from 'lit';
import { clear, drawBars, drawLine, waveLook } from '../../shared/waveform/draw-wave.ts';
import { CanvasBox, canvasStyle } from './canvas-box.ts';
import { FittedBars } from './fitted-bars.ts';
import { seekEvent, type PeakSource } from './peak-source.ts';
import { waveColorsStyle } from './wave-colors.ts';

/**
 * A take as a small picture in its row. A click in it emits `seek`. It is hidden from assistive technology: the row says
 * in words what the take is.
 */
export class WaveThumb extends LitElement {
  static override properties = { source: { attribute: false }, playhead: { type: Number } };
  static override styles = [
    waveColorsStyle,
    canvasStyle,
    css`
      :host {
        inline-size: 88px;
        block-size: 32px;
        border-radius: 6px;
      }
    `,
  ];

  /** Undefined until the take's peaks are known: the picture is blank, and as large. */
  declare source: PeakSource | undefined;
  /** The frame being played. */
  declare playhead: number | undefined;
  readonly #box = new CanvasBox(this, () => this.#draw());
  readonly #bars = new FittedBars(() => this.#draw());

  override render() {
    return html`<canvas aria-hidden="true" @click=${(event: MouseEvent) => this.#click(event)}></canvas>`;
  }

  override updated(): void {
    this.#draw();
  }

  #draw(): void {
    const { surface } = this.#box;
    if (surface === undefined) return;
    const { context, colors, pixelRatio, width } = surface;
    const look = waveLook(pixelRatio);
    const bars = this.#bars.of(this.source, Math.ceil(width / look.pitch));
    clear(context, surface, colors);
    drawBars(context, surface, bars, (bar) => bar * look.pitch, colors, look);
    if (this.playhead === undefined || this.source === undefined) return;
    const x = (this.playhead / Math.max(1, this.source.frames)) * width;
    drawLine(context, surface, x, colors.accent, look, 2 * look.line);
  }

  #click({ clientX, currentTarget }: MouseEvent): void {
    if (this.source === undefined) return;
    const box = (currentTarget as HTMLElement).getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (clientX - box.left) / box.width));
    this.dispatchEvent(seekEvent(Math.round(share * this.source.frames)));
  }
}

customElements.define('wave-thumb', WaveThumb);
