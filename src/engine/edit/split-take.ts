import { bytesPerFrame, headerBytes } from '../../shared/audio/wav-header.ts';
import { asCapstanError, CapstanError } from '../../shared/base/errors.ts';
import type { RecordedSpan } from '../../shared/edit/part-of-edits.ts';
import { partEvents, partMarkers, partSpec, splitSpans } from '../../shared/take/part-of-take.ts';
import {
  JOURNAL_NAME,
  journalShape,
  type TakeHistory,
  type TakeSpec,
} from '../../shared/take/take-events.ts';
import type { StorageKind } from '../../shared/take/storage-kind.ts';
import { withNumber } from '../../shared/take/take-name.ts';
import { tidyAfter } from '../base/tidy-after.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import { lockTake } from '../takes/take-locks.ts';
import { takeId } from '../takes/take-options.ts';
import type { Take } from '../takes/take.ts';
import { DiskParts, MemoryParts, type PartStore, type Pieces } from './part-store.ts';

/**
 * Kept free besides the audio of the parts: for their logs, and for a recording that begins meanwhile. On the disk a
 * quarter of an hour in 24-bit stereo.
 */
const ROOM_BYTES: Readonly<Record<StorageKind, number>> = { disk: 256 << 20, memory: 16 << 20 };

export interface SplitOptions {
  readonly signal?: AbortSignal;
  /** Receives the share that is done: 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Awaited before each piece that is copied. What it rejects with ends the split. */
  readonly mayGoOn?: () => Promise<void>;
}

/** A take that is to be split, and where its parts go. */
interface Plan {
  readonly take: Take;
  readonly history: TakeHistory;
  readonly journal: File;
  readonly store: PartStore;
}

interface Part {
  readonly span: RecordedSpan;
  /** Its name may get a number, if another take has it. */
  readonly spec: TakeSpec;
}

/** Bytes that a split leaves free. */
export function roomBytes(storage: StorageKind): number {
  return ROOM_BYTES[storage];
}

/** Bytes that the parts of a take will take up, the room for what else is written meanwhile included. */
export function splitBytes({ frames, spec }: Pick<Take, 'frames' | 'spec'>, storage: StorageKind): number {
  return frames * bytesPerFrame(journalShape(spec)) + ROOM_BYTES[storage];
}

/**
 * Makes a take of each part of a take. The parts have the frames of its recording, exactly, with the edits and markers
 * that fall into them. Then the take is deleted so that it can be restored; its recording stays as it is. If this fails
 * or is cancelled, no part remains, and the take does. Of what a crash cuts off, only parts that are whole remain,
 * beside the take.
 * @param places the frames of the recording at which the parts after the first begin, in order
 * @returns the parts, in the order of their frames
 * @throws CapstanError `invalid-option` unless all places are inside of the take; `wrong-state` for a take without a
 *   whole recording; `take-not-found` for one that was deleted; `take-busy`, `storage-full`, `storage-failed`;
 *   AbortError when `signal` is aborted
 */
export async function splitTake(
  takes: TakeLibrary,
  id: string,
  places: readonly number[],
  options: SplitOptions = {},
): Promise<readonly Take[]> {
  // Nobody edits or continues it until it is deleted.
  const free = await lockTake(id);
  try {
    const plan = await planOf(takes, id);
    const spans = splitSpans(places, plan.take.frames);
    const ids = spans.map(() => takeId(Date.now()));
    const parts = spans.map((span, at) => ({
      span,
      spec: partSpec(plan.take.spec, span, ids[at]!, withNumber(plan.take.name, at + 1)),
    }));
    let deleted = false;
    try {
      const journal = await takes.journalOf(id);
      await writeParts(takes, plan, parts, options, async () => {
        await journal.log(id, { type: 'deleted', at: Date.now() });
        deleted = true;
      });
      const made = await Promise.all(ids.map((part) => takes.get(part))).catch(async (error: unknown) => {
        await journal.log(id, { type: 'restored', at: Date.now() });
        deleted = false;
        throw error;
      });
      // If that fails, its name is free from the next listing on. A copy that was saved has it.
      if (plan.take.savedTo === undefined) await takes.names.release(id).catch(() => {});
      return made;
    } catch (error) {
      // The parts are all that is listed of it.
      if (deleted) throw asCapstanError(error, 'storage-failed');
      const removed = () => removeParts(takes, ids);
      if (options.signal?.aborted !== true)
        throw await tidyAfter(asCapstanError(error, 'storage-failed'), removed);
      // Parts that could not be removed are not listed, and are removed at the next start.
      await removed().catch(() => {});
      throw error;
    }
  } finally {
    free();
  }
}

/**
 * Writes all parts. Nobody else uses one meanwhile.
 * @param onWhole awaited as soon as all are whole: a page that ends before has the take, and its parts
 */
async function writeParts(
  takes: TakeLibrary,
  { take, history, journal, store }: Plan,
  parts: readonly Part[],
  { signal, onProgress = () => {}, mayGoOn = async () => {} }: SplitOptions,
  onWhole: () => Promise<void>,
): Promise<void> {
  const shape = journalShape(take.spec);
  const start = headerBytes(shape);
  const size = bytesPerFrame(shape);
  const held: (() => void)[] = [];
  let written = 0;
  const pieces: Pieces = {
    before: async () => {
      await mayGoOn();
      signal?.throwIfAborted();
    },
    after: (bytes) => onProgress((written += bytes) / (take.frames * size)),
  };
  try {
    for (const { span, spec } of parts) {
      signal?.throwIfAborted();
      held.push(await takes.acquire(spec.id));
      await begin(takes, store, spec);
      const packed = journal.slice(start + span.from * size, start + span.to * size);
      await store.write(packed, pieces);
      await store.seal(
        partEvents(history, take.frames, span, Date.now()),
        partMarkers(history.markers, take.frames, span),
      );
    }
    signal?.throwIfAborted();
    await store.commit();
    await onWhole();
  } finally {
    await store.close();
    for (const letGo of held) letGo();
  }
}

async function planOf(takes: TakeLibrary, id: string): Promise<Plan> {
  const [take, history] = await Promise.all([takes.get(id), takes.history(id)]);
  // Another tab split or deleted it.
  if (take.deletedAt !== undefined) throw new CapstanError('take-not-found', 'the take was deleted');
  if (take.spec.source !== 'microphone' || take.state === 'interrupted')
    throw new CapstanError('wrong-state', 'the take has no whole recording');
  const file = await takes.read(id, JOURNAL_NAME);
  const shape = journalShape(take.spec);
  const short = file.size < headerBytes(shape) + take.frames * bytesPerFrame(shape);
  if (short || take.missingFrames > 0)
    throw new CapstanError('storage-failed', 'the recording is shorter than its log tells');
  const journal = await takes.journalOf(id);
  const inMemory = (await journal.checkStorage()) === 'memory';
  return { take, history, journal: file, store: inMemory ? new MemoryParts(journal) : new DiskParts() };
}

/** The name is given before the audio is copied: nobody else gets one meanwhile. */
async function begin(takes: TakeLibrary, store: PartStore, spec: TakeSpec): Promise<void> {
  await takes.names.claim({ id: spec.id, naming: { name: spec.name } }, (name) =>
    store.begin({ ...spec, name }),
  );
}

/** Those that were not begun are not there. */
async function removeParts(takes: TakeLibrary, ids: readonly string[]): Promise<void> {
  const removed = await Promise.allSettled(ids.map((id) => takes.delete(id)));
  const failed = removed.find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
