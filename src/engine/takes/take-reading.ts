import { safeFileName } from '../../shared/take/file-name.ts';
import { formatEntry } from '../../shared/audio/formats.ts';
import { loggedFrames, replayEvents } from '../../shared/take/take-replay.ts';
import { parseEventLog } from '../../shared/take/event-lines.ts';
import {
  EVENT_LOG_NAME,
  JOURNAL_NAME,
  PEAKS_NAME,
  journalShape,
  type TakeHistory,
  type TakeSpec,
} from '../../shared/take/take-events.ts';
import { bytesPerFrame, headerBytes } from '../../shared/audio/wav-header.ts';
import type { TakeFolder } from './memory-takes-folder.ts';
import { storedText } from '../base/stored-text.ts';
import { wholeFirst } from './short-file.ts';
import type { Take, TakeFile } from './take.ts';

export { readNameChange } from './names/name-change.ts';
export { memoryTakesFolder } from './memory-takes-folder.ts';

/** The contents of a take's log; undefined if the folder has none, or is gone. */
export async function readHistory(folder: TakeFiles): Promise<TakeHistory | undefined> {
  const log = await handleOf(folder, EVENT_LOG_NAME);
  if (log === undefined) return undefined;
  try {
    return replayEvents(parseEventLog(await storedText(() => log.getFile())));
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Where a take's files are opened. */
type TakeFiles = Pick<TakeFolder, 'getFileHandle'>;

/**
 * Looks into a take's folder once. The stamp changes with every event of the take, because its log only grows, with the
 * size of its recording, and with every audio file that comes or goes. It is undefined if there is no log. `files` opens
 * the files that were there without another search, and `refused` says whether one of them could not be opened.
 */
export async function openFolder(folder: TakeFolder): Promise<{
  readonly stamp: string | undefined;
  readonly files: TakeFiles;
  readonly refused: () => boolean;
}> {
  const found = new Map<string, Awaited<ReturnType<TakeFiles['getFileHandle']>>>();
  try {
    for await (const [name, entry] of folder) if (entry.kind === 'file') found.set(name, entry);
  } catch {
    // Another tab deleted the take meanwhile. If something else is wrong, opening its log tells.
  }
  let refusals = 0;
  const files: TakeFiles = {
    async getFileHandle(name) {
      const handle = found.get(name) ?? (await folder.getFileHandle(name));
      const refuse = (error: unknown) => {
        refusals++;
        throw error;
      };
      return { getFile: () => handle.getFile().catch(refuse) };
    },
  };
  const there = async (name: string) => (found.has(name) ? fileOf(files, name) : undefined);
  const [log, journal] = await Promise.all([there(EVENT_LOG_NAME), there(JOURNAL_NAME)]);
  // The browser writes into a swap file before it replaces a file.
  const audio = [...found.keys()].filter((name) => name !== PEAKS_NAME && !name.endsWith('.crswap')).sort();
  const stamp = log && [log.size, log.lastModified, journal?.size, ...audio].join(' ');
  return { stamp, files, refused: () => refusals > 0 };
}

/** The take in a folder; undefined if the folder holds none, or a part of a split take that is not complete. */
export async function readTake(folder: TakeFiles): Promise<Take | undefined> {
  const [history, journal] = await Promise.all([readHistory(folder), fileOf(folder, JOURNAL_NAME)]);
  // A part of a take that is being split is a take once it is complete.
  if (history === undefined || history.copying) return undefined;
  const { spec, name } = history;
  const files = await takeFiles(folder, history, journal);
  if (spec.source === 'file' && files.length === 0) return undefined;
  const there = journal && journalFrames(journal, spec);
  const logged = loggedFrames(history) ?? there ?? 0;
  // A damaged disk may have cut off the file. What follows from the take's frames is about those that are there.
  const frames = Math.min(logged, there ?? logged);
  const take: Take = {
    id: spec.id,
    name,
    spec,
    state: takeState(history),
    inUse: false,
    brokeOff: frames > 0 ? brokeOff(history) : undefined,
    frames,
    missingFrames: logged - frames,
    preRollFrames: history.preRollFrames,
    uncertainFrom: uncertainFrom(history),
    durationSeconds: frames > 0 ? frames / spec.sampleRate : encodedSeconds(history),
    files,
    markers: history.markers,
    markersChanged: history.markersChanged,
    edits: history.edits,
    gaps: history.ledger?.gaps ?? history.gaps,
    ledger: history.ledger,
    encodeError: history.encodeError,
    savedTo: history.savedTo,
    unsaved: history.savedTo === undefined || history.changedSinceSaved,
    loudness: history.loudness,
    starred: history.starred,
    rejected: history.rejected,
    deletedAt: history.deletedAt,
  };
  return { ...take, files: wholeFirst(take) };
}

function takeState({ spec, ledger, recoveredFrames }: TakeHistory): Take['state'] {
  if (ledger !== undefined || spec.source === 'file') return 'complete';
  return recoveredFrames === undefined ? 'interrupted' : 'recovered';
}

function brokeOff(history: TakeHistory): Take['brokeOff'] {
  const { spec, encoded, encodeError, kept } = history;
  if (kept || spec.source === 'file') return undefined;
  if (takeState(history) !== 'complete') return 'recording';
  const finished = spec.format === 'wav' || encoded.some(({ format }) => format === spec.format);
  return finished || encodeError !== undefined ? undefined : 'encoding';
}

function uncertainFrom({ ledger, recoveredFrames = 0, certainFrames }: TakeHistory): number | undefined {
  const certain = ledger !== undefined || certainFrames === undefined || certainFrames >= recoveredFrames;
  return certain ? undefined : certainFrames;
}

async function takeFiles(
  folder: TakeFiles,
  history: TakeHistory,
  journal: File | undefined,
): Promise<TakeFile[]> {
  const encoded = history.encoded.map(async ({ file, format, frames, sampleRate, edits = 0 }) => {
    const found = await fileOf(folder, file);
    return (
      found &&
      takeFile(history.name, { file, format, bytes: found.size, seconds: frames / sampleRate, edits })
    );
  });
  const files = (await Promise.all(encoded)).filter((file) => file !== undefined);
  if (journal !== undefined)
    files.push(
      takeFile(history.name, {
        file: JOURNAL_NAME,
        format: 'wav',
        bytes: journal.size,
        seconds: undefined,
        edits: undefined,
      }),
    );
  return files.sort(
    (a, b) => Number(b.format === history.spec.format) - Number(a.format === history.spec.format),
  );
}

function takeFile(
  takeName: string,
  known: Pick<TakeFile, 'file' | 'format' | 'bytes' | 'seconds' | 'edits'>,
): TakeFile {
  const { mimeType, extension } = formatEntry(known.format);
  return { ...known, mimeType, suggestedName: safeFileName(takeName, extension) };
}

/** Frames by the file's size, whatever its header says: for a take being recorded elsewhere, or not yet recovered. */
function journalFrames(journal: File, spec: TakeSpec): number {
  const shape = journalShape(spec);
  return Math.max(0, Math.floor((journal.size - headerBytes(shape)) / bytesPerFrame(shape)));
}

/** Duration of a take without a journal, such as a converted file. */
function encodedSeconds({ encoded: [first] }: TakeHistory): number {
  return first === undefined ? 0 : first.frames / first.sampleRate;
}

async function fileOf(folder: TakeFiles, name: string): Promise<File | undefined> {
  try {
    return await (await handleOf(folder, name))?.getFile();
  } catch {
    // The recording that writes the file has locked it, or the browser refused for a moment.
    return undefined;
  }
}

async function handleOf(
  folder: TakeFiles,
  name: string,
): Promise<Awaited<ReturnType<TakeFiles['getFileHandle']>> | undefined> {
  try {
    return await folder.getFileHandle(name);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** What there is no longer: another tab deleted it since it was found. */
export function isNotFound(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'NotFoundError';
}
