import { CapstanError } from '../../shared/base/errors.ts';
import { bytesPerFrame, headerBytes, writeWavHeader } from '../../shared/audio/wav-header.ts';
import { editedFrames, segmentsOf, toEdited, type Segment } from '../../shared/edit/edit-list.ts';
import { JOURNAL_NAME, journalShape } from '../../shared/take/take-events.ts';
import { markerChunks } from '../../shared/take/wav-markers.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import type { Take } from '../takes/take.ts';
import { ScaledSpans } from './scaled-spans.ts';

/** Silence is made of as many of these as it takes. All of them are the same memory. */
const SILENCE_BYTES = 1 << 20;

/** Whether the sound or the markers of a take differ from the recording's. */
export function isEdited({ edits, markersChanged }: Pick<Take, 'edits' | 'markersChanged'>): boolean {
  return edits.state !== 0 || markersChanged;
}

/** Shared, so that a sound that is played, measured and exported at once is scaled once. */
const scaledSpans = new ScaledSpans();

/**
 * One of a take's files as it is to be heard and exported: the recording with the take's edits and markers. An encoded
 * file is as it was made.
 * @param onProgress gets the share that is scaled, 0 to 1; it is not called where nothing is
 * @param mayGoOn awaited before each piece that is scaled
 * @throws AbortError when `signal` is aborted while frames are made louder or softer; `take-busy` if another tab records
 *   the take
 */
export async function readEdited(
  takes: Pick<TakeLibrary, 'read'>,
  take: Take,
  file: string,
  signal?: AbortSignal,
  onProgress?: (share: number) => void,
  mayGoOn?: () => Promise<void>,
): Promise<File> {
  // Another tab records it: its header is behind its content.
  if (take.inUse && take.state === 'interrupted') throw new CapstanError('take-busy', take.id);
  const stored = await takes.read(take.id, file);
  // A recording that was cut off on the disk has the header of the whole one.
  return file === JOURNAL_NAME && (isEdited(take) || take.missingFrames > 0)
    ? editedWav(take, stored, scaledSpans, signal, onProgress, mayGoOn)
    : stored;
}

/**
 * The edited take as a WAV in the recording's own sample format. It is put together from pieces of the recording, none
 * of which is read or copied, so that eight hours are there at once. Only frames that play louder or softer are read:
 * a worker scales them. Past 4 GiB it is RF64.
 * @param journal the take's recording
 */
export async function editedWav(
  take: Take,
  journal: File,
  scaled: Pick<ScaledSpans, 'read'>,
  signal?: AbortSignal,
  onProgress?: (share: number) => void,
  mayGoOn?: () => Promise<void>,
): Promise<File> {
  const shape = journalShape(take.spec);
  const segments = segmentsOf(take.edits.operations, take.frames);
  const dataBytes = editedFrames(segments) * bytesPerFrame(shape);
  const markers = take.markers.flatMap(({ frame, label }) => {
    const at = toEdited(segments, frame);
    return at === undefined ? [] : [{ frame: at, label }];
  });
  const tail = markerChunks(markers, dataBytes).bytes;
  const loud = await scaled.read({ id: take.id, journal, shape }, segments, signal, onProgress, mayGoOn);
  const parts = segments.flatMap(
    (segment) => loud.get(segment) ?? partsOf(segment, journal, headerBytes(shape), bytesPerFrame(shape)),
  );
  const header = writeWavHeader(shape, dataBytes, tail.length);
  return new File([header, ...parts, tail] as BlobPart[], journal.name, { type: 'audio/wav' });
}

function partsOf(
  { from, to, silent }: Segment,
  journal: File,
  offset: number,
  size: number,
): readonly Blob[] {
  if (!silent) return [journal.slice(offset + from * size, offset + to * size)];
  const bytes = (to - from) * size;
  const whole = new Blob([new Uint8Array(Math.min(bytes, SILENCE_BYTES))]);
  const parts = Array<Blob>(Math.floor(bytes / whole.size)).fill(whole);
  return [...parts, whole.slice(0, bytes % whole.size)];
}
