import { bytesPerFrame, headerBytes, writeWavHeader, type WavShape } from '../../shared/audio/wav-header.ts';
import type { FileLike } from '../../shared/base/file-like.ts';
import { CapstanError } from '../../shared/base/errors.ts';
import { EditList, isUntouched, type EditedPiece } from '../../shared/edit/edit-list.ts';
import type { EditRendererApi } from '../../shared/edit/edit-renderer-api.ts';
import { safeFileName } from '../../shared/take/file-name.ts';
import { JOURNAL_NAME, journalShape, type Marker } from '../../shared/take/take-events.ts';
import { markerChunks } from '../../shared/take/wav-markers.ts';
import { WorkerBridge, type Bridge } from '../base/worker-bridge.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import type { Take } from '../takes/take.ts';

/** Bytes rendered, or written as silence, at once. */
const PIECE_BYTES = 8 << 20;

/** Renders one piece of the journal. A test passes its own. */
export type RenderPiece = (packed: Blob, shape: WavShape, piece: EditedPiece) => Promise<FileLike>;

/**
 * The edited take as a WAV. What plays as it was recorded is not copied: it is a slice of the journal, so a take of
 * hours is there at once. Only spans whose gain was changed are rendered, in a worker of their own. Markers are where
 * their frames play; those in a span that was cut are left out.
 */
export async function editedWav(takes: TakeLibrary, take: Take, signal?: AbortSignal): Promise<File> {
  const journal = await takes.read(take.id, JOURNAL_NAME);
  const renderer = new Renderer();
  try {
    return await composeWav(
      journal,
      take,
      (packed, shape, piece) => renderer.render(packed, shape, piece),
      signal,
    );
  } finally {
    renderer.close();
  }
}

/** As `editedWav`, for a journal file that is at hand. */
export async function composeWav(
  journal: Blob,
  { name, spec, frames, markers, edits }: Pick<Take, 'name' | 'spec' | 'frames' | 'markers' | 'edits'>,
  render: RenderPiece,
  signal?: AbortSignal,
): Promise<File> {
  const shape = journalShape(spec);
  const size = bytesPerFrame(shape);
  const slice = (from: number, to: number): Blob =>
    journal.slice(headerBytes(shape) + from * size, headerBytes(shape) + to * size);
  if (journal.size < headerBytes(shape) + frames * size) {
    throw new CapstanError('storage-failed', `${JOURNAL_NAME} has ${journal.size} bytes`);
  }
  const list = new EditList(edits.operations, frames);
  const parts: Blob[] = [];
  for (const piece of list.pieces) {
    if (isUntouched(piece)) parts.push(slice(piece.from, piece.to));
    else {
      for (const part of partsOf(piece, Math.floor(PIECE_BYTES / size))) {
        signal?.throwIfAborted();
        if (part.silent) parts.push(new Blob([new Uint8Array((part.to - part.from) * size)]));
        else parts.push((await render(slice(part.from, part.to), shape, part)) as Blob);
      }
    }
  }
  const dataBytes = list.frames * size;
  const { bytes: tail } = markerChunks(playedMarkers(markers, list), dataBytes);
  const header = writeWavHeader(shape, dataBytes, tail.length);
  return new File([header as BlobPart, ...parts, tail as BlobPart], safeFileName(name, 'wav'), {
    type: 'audio/wav',
  });
}

/** The markers at the frames where they play. */
export function playedMarkers(markers: readonly Marker[], list: EditList): Marker[] {
  return markers.flatMap((marker) => {
    const frame = list.toEdited(marker.frame);
    return frame === undefined ? [] : [{ ...marker, frame }];
  });
}

function* partsOf(piece: EditedPiece, frames: number): Generator<EditedPiece> {
  for (let from = piece.from; from < piece.to; from += frames) {
    yield { ...piece, from, to: Math.min(piece.to, from + frames) };
  }
}

/** The worker starts with the first piece that must be rendered. */
class Renderer {
  #worker: Promise<Bridge<EditRendererApi>> | undefined;

  async render(packed: Blob, shape: WavShape, piece: EditedPiece): Promise<FileLike> {
    this.#worker ??= WorkerBridge.start<EditRendererApi>(
      'edits',
      () =>
        new Worker(new URL('../../workers/edit/edit-renderer.worker.ts', import.meta.url), {
          type: 'module',
        }),
    );
    const worker = await this.#worker;
    return worker.call((api) => api.render(packed, shape, piece));
  }

  close(): void {
    void this.#worker?.then((worker) => worker.terminate()).catch(() => {});
  }
}
