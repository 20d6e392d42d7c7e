import { bytesPerFrame, headerBytes, type WavShape } from '../../shared/audio/wav-header.ts';
import type { Level } from '../../shared/edit/edit-level.ts';
import type { Segment } from '../../shared/edit/edit-list.ts';
import type { FrameScalerApi } from '../../shared/edit/frame-scaler-api.ts';
import { onForget } from '../base/kept-audio.ts';
import { WorkerBridge, type Bridge } from '../base/worker-bridge.ts';

/** Bytes that the worker has in memory at once: some 50 ms of work, after which it is asked whether to go on. */
const PIECE_BYTES = 4 << 20;

/** A recording, and how its file is laid out. */
export interface Recording {
  /** The take's. */
  readonly id: string;
  readonly journal: Blob;
  readonly shape: WavShape;
}

/** Frames of a recording that are scaled at once. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly level: Level;
}

/** Scales frames as `FrameScaler` does. */
type Scaler = Pick<Bridge<FrameScalerApi>, 'call' | 'terminate'>;

/**
 * The frames of a take that play louder or softer than they were recorded. They are scaled piece by piece into blobs,
 * which the browser keeps outside of the page's memory. Those of the take read last are kept, so that the next edit
 * scales only what it changes: until the take is gone, or a recording begins.
 */
export class ScaledSpans {
  readonly #startScaler: () => Promise<Scaler>;
  #take: string | undefined;
  #kept = new Map<string, Promise<Blob>>();
  #scaler: Promise<Scaler> | undefined;
  #readers = 0;

  /** @param startScaler starts the worker. It is terminated when nothing is read. */
  constructor(startScaler: () => Promise<Scaler> = startWorker) {
    this.#startScaler = startScaler;
    onForget((take = this.#take) => {
      if (take === this.#take) this.#forgetAll();
    });
  }

  /**
   * Reads those of the segments that have a level. The result has nothing for the others.
   * @param onProgress gets the share that is scaled, 0 to 1, after each piece
   * @param mayGoOn awaited before each piece
   * @throws AbortError when `signal` is aborted
   */
  async read(
    recording: Recording,
    segments: readonly Segment[],
    signal?: AbortSignal,
    onProgress?: (share: number) => void,
    mayGoOn?: () => Promise<void>,
  ): Promise<ReadonlyMap<Segment, readonly Blob[]>> {
    const wanted = segments.map((segment) => ({ segment, pieces: piecesOf(segment, recording.shape) }));
    this.#forgetOthers(
      recording.id,
      wanted.flatMap(({ pieces }) => pieces),
    );
    const found = new Map<Segment, Blob[]>();
    const all = wanted.reduce((sum, { pieces }) => sum + pieces.length, 0);
    let done = 0;
    this.#readers++;
    try {
      for (const { segment, pieces } of wanted) {
        if (pieces.length === 0) continue;
        const blobs: Blob[] = [];
        for (const piece of pieces) {
          if (mayGoOn !== undefined) await mayGoOn();
          signal?.throwIfAborted();
          blobs.push(await this.#scaled(recording, piece));
          onProgress?.(++done / all);
        }
        found.set(segment, blobs);
      }
    } finally {
      this.#readers--;
      if (this.#readers === 0) this.#endScaler();
    }
    return found;
  }

  /** A reading that goes on keeps only for itself what it scales from here on. */
  #forgetAll(): void {
    this.#take = undefined;
    this.#kept = new Map();
  }

  #forgetOthers(take: string, pieces: readonly Piece[]): void {
    const kept = take === this.#take ? this.#kept : new Map<string, Promise<Blob>>();
    this.#take = take;
    const keys = pieces.map(keyOf);
    this.#kept = new Map(
      keys.flatMap((key) => {
        const blob = kept.get(key);
        return blob === undefined ? [] : [[key, blob] as const];
      }),
    );
  }

  #scaled(recording: Recording, piece: Piece): Promise<Blob> {
    const kept = recording.id === this.#take ? this.#kept : new Map<string, Promise<Blob>>();
    const key = keyOf(piece);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const blob = this.#scale(recording, piece);
    kept.set(key, blob);
    // By then it may be among what a later reading keeps.
    blob.catch(() => {
      if (this.#kept.get(key) === blob) this.#kept.delete(key);
    });
    return blob;
  }

  async #scale({ journal, shape }: Recording, { from, to, level }: Piece): Promise<Blob> {
    const size = bytesPerFrame(shape);
    const start = headerBytes(shape);
    const packed = journal.slice(start + from * size, start + to * size);
    this.#scaler ??= this.#startScaler();
    const scaler = await this.#scaler;
    return (await scaler.call((api) => api.scale(packed, shape, level, from))) as Blob;
  }

  #endScaler(): void {
    void this.#scaler?.then((scaler) => scaler.terminate()).catch(() => {});
    this.#scaler = undefined;
  }
}

function piecesOf({ from, to, level }: Segment, shape: WavShape): readonly Piece[] {
  if (level === undefined) return [];
  const step = Math.floor(PIECE_BYTES / bytesPerFrame(shape));
  return Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => ({
    from: from + i * step,
    to: Math.min(to, from + (i + 1) * step),
    level,
  }));
}

function keyOf(piece: Piece): string {
  return JSON.stringify(piece);
}

function startWorker(): Promise<Scaler> {
  return WorkerBridge.start<FrameScalerApi>(
    'edits',
    () =>
      new Worker(new URL('../../workers/edit/frame-scaler.worker.ts', import.meta.url), { type: 'module' }),
  );
}
