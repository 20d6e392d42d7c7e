import { COLUMN_FRAMES, packChannel } from '../../src/shared/peaks/peak-column.ts';
import { LIVE_PEAKS_BYTES, LivePeaks } from '../../src/shared/peaks/live-peaks.ts';
import { fitColumns, spanOf } from '../../src/shared/peaks/peak-range.ts';
import type { PeakSource, SeekEvent } from '../../src/ui/waveform/peak-source.ts';
import { LiveWaveform } from '../../src/ui/waveform/live-waveform.ts';
import { WaveOverview } from '../../src/ui/waveform/wave-overview.ts';
import { WaveThumb } from '../../src/ui/waveform/wave-thumb.ts';
import './waveform-page.ts';

const RATE = 48_000;
const BURST_MS = 100;

/** A take of one channel whose columns of level 0 are given. */
function sourceOf(columns: Int16Array<ArrayBuffer>, frames: number): PeakSource {
  return {
    channels: 1,
    frames,
    show: async (range) => {
      const span = { ...spanOf({ ...range, width: 1e9 }, frames) };
      return fitColumns(range, span, columns.subarray(span.first * 3, span.end * 3), 1, frames);
    },
  };
}

function add<Element extends HTMLElement>(element: Element, name: string): Element {
  element.id = name;
  document.body.append(element);
  element.addEventListener('seek', (event) => sought.push((event as SeekEvent).detail.frame));
  return element;
}

const sought: number[] = [];
const overview = add(new WaveOverview(), 'overview');
const thumb = add(new WaveThumb(), 'thumb');
const live = add(new LiveWaveform(), 'live');
let draws = 0;
let recording: ReturnType<typeof setInterval> | undefined;

const drawn = CanvasRenderingContext2D.prototype.fillRect;
CanvasRenderingContext2D.prototype.fillRect = function (x, y, width, height) {
  // Every drawing begins with the background.
  if (x === 0 && y === 0 && width === this.canvas.width && height === this.canvas.height) {
    if (this.canvas.getRootNode() === live.shadowRoot) draws++;
  }
  drawn.call(this, x, y, width, height);
};

globalThis.waveforms = {
  sought,
  draws: () => draws,
  async showTake({ seconds, clippedAt, markAt, lostAt }) {
    const frames = seconds * RATE;
    const count = Math.ceil(frames / COLUMN_FRAMES);
    const columns = new Int16Array(count * 3);
    for (let i = 0; i < count / 2; i++) packChannel(columns, i * 3, -0.5, 0.5, 0.35, false);
    const clipped = Math.floor((clippedAt * RATE) / COLUMN_FRAMES);
    packChannel(columns, clipped * 3, -1, 1, 0.7, true);
    const source = sourceOf(columns, frames);
    const marks = markAt === undefined ? [] : [{ frame: markAt * RATE }];
    const lost = lostAt === undefined ? [] : [{ frame: lostAt * RATE, frames: 2 * RATE }];
    Object.assign(overview, { source, sampleRate: RATE, playhead: 0, marks, lost });
    thumb.source = source;
    await new Promise((resolve) => setTimeout(resolve, 300));
  },
  record({ shared, lostAt, preRoll = 0 }) {
    const memory = shared ? SharedArrayBuffer : ArrayBuffer;
    const block = new LivePeaks(new memory(LIVE_PEAKS_BYTES), 0);
    live.preRoll = () => preRoll * RATE;
    block.begin(1, 0);
    Object.assign(live, { takeId: 'take', running: true, sampleRate: RATE, peaks: () => block });
    live.lost = lostAt === undefined ? [] : [{ frame: lostAt * RATE, frames: RATE / 2 }];
    const began = performance.now();
    recording = setInterval(() => {
      const due = Math.floor(((performance.now() - began) / 1000) * (RATE / COLUMN_FRAMES));
      const columns = new Int16Array(Math.max(0, due - block.count) * 3);
      for (let i = 0; i * 3 < columns.length; i++) {
        // Half a second loud, half a second soft.
        const loud = Math.floor(((block.count + i) * COLUMN_FRAMES) / (RATE / 2)) % 2 === 0;
        packChannel(columns, i * 3, loud ? -0.8 : -0.1, loud ? 0.8 : 0.1, 0.3, false);
      }
      block.push(columns);
    }, BURST_MS);
  },
  pause() {
    clearInterval(recording);
    live.running = false;
  },
};
