/** The part of a 2D context that the drawing uses, in a page or in a worker. All lengths are whole device pixels. */
export interface WaveContext {
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: number;
  font: string;
  textAlign: string;
  textBaseline: string;
  globalAlpha: number;
  beginPath(): void;
  clip(): void;
  fillRect(x: number, y: number, width: number, height: number): void;
  fillText(text: string, x: number, y: number): void;
  lineTo(x: number, y: number): void;
  measureText(text: string): { readonly width: number };
  moveTo(x: number, y: number): void;
  rect(x: number, y: number, width: number, height: number): void;
  restore(): void;
  save(): void;
  stroke(): void;
}

/** The colours of a waveform, as a canvas takes them. */
export interface WaveColors {
  readonly wave: string;
  readonly record: string;
  readonly sunken: string;
  readonly mark: string;
  readonly faint: string;
  readonly accent: string;
  readonly sel: string;
  readonly soft: string;
}

/** Device pixels. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

/** What a canvas is to look like: its size in device pixels, the pixel ratio, and the theme's colours. */
export interface Shape extends Area {
  readonly pixelRatio: number;
  readonly colors: WaveColors;
}

/** What is drawn on. */
export interface Surface extends Shape {
  readonly context: WaveContext;
}
