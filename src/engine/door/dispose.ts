import { CapstanError } from '../../shared/base/errors.ts';
import type { Converter } from '../convert/converter.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { MicrophonePermission } from '../microphone/permission.ts';
import type { PeaksLibrary } from '../peaks/peaks-library.ts';
import type { Recorder } from '../record/recorder.ts';
import type { TakeLibrary } from '../takes/take-library.ts';

/** What is refused once it was disposed of. */
interface Parts {
  recorder: (name: string) => Recorder;
  readonly takes: TakeLibrary;
  readonly core: FfmpegCore;
  readonly permission: MicrophonePermission;
  readonly peaks: PeaksLibrary;
  readonly converter: Pick<Converter, 'convert'>;
}

const GONE = new CapstanError('wrong-state', 'this was disposed of');
const CALLS = [
  ...['arm', 'disarm', 'start', 'continue', 'stop', 'pause', 'resume'],
  ...['addMarker', 'nameMarker', 'peaks', 'sync'],
] as const;

/**
 * Disposes of one recorder, or of everything. Throws `wrong-state` before anything has ended, if a take is in progress.
 * @param journals the first also serves the library
 */
export async function dispose(
  capstan: Parts,
  recorders: Map<string, Recorder>,
  journals: JournalClient[],
  one?: Recorder,
  own?: JournalClient,
): Promise<void> {
  const ending = [...recorders.values()].filter((recorder) => one === undefined || recorder === one);
  ending.forEach(assertResting);
  for (const { name } of ending) recorders.delete(name);
  if (one === undefined) refuseRecorders(capstan);
  await Promise.all(ending.map(close));
  if (one === undefined) refuseLibrary(capstan);
  for (const journal of [...journals]) {
    if (one !== undefined && (journal !== own || (await isNeeded(journal, journals)))) continue;
    const at = journals.indexOf(journal);
    // Another call may have been faster.
    if (at >= 0) journals.splice(at, 1);
    journal.dispose(GONE);
  }
}

/** Whether it serves the library, or keeps takes in memory. */
async function isNeeded(journal: JournalClient, journals: readonly JournalClient[]): Promise<boolean> {
  return journal === journals[0] || (journal.started && (await journal.checkStorage()) === 'memory');
}

function refuseRecorders(capstan: Parts): void {
  capstan.recorder = () => {
    throw GONE;
  };
  // The take at hand is the last.
  capstan.peaks.makeMissing([]);
}

function refuseLibrary({ takes, core, permission, converter, peaks }: Parts): void {
  core.end(GONE);
  permission.end();
  for (const part of [takes, takes.edits]) refuseAll(part);
  refuse(core, ['load', 'wasm']);
  refuse(permission, ['status', 'request']);
  refuse(takes.names, ['claim', 'load', 'release']);
  refuse(converter, ['convert']);
  refuse(peaks, ['open']);
}

function assertResting({ name, state, isFinishing }: Recorder): void {
  const { kind } = state;
  if (!isFinishing && (kind === 'idle' || kind === 'armed' || kind === 'opening')) return;
  const what = isFinishing ? 'is finishing a take' : `is ${kind}`;
  throw new CapstanError('wrong-state', `the recorder ${name} ${what}: stop it, and wait for its take`);
}

/** Gives up what it opens, closes its microphone, and refuses every call from here on. */
async function close(recorder: Recorder): Promise<void> {
  const closed = recorder.disarm();
  refuse(recorder, CALLS);
  recorder.prepare = () => {};
  await closed;
}

function refuse<Part extends object>(part: Part, calls: readonly (keyof Part)[]): void {
  for (const call of calls) Object.assign(part, { [call]: () => Promise.reject(GONE) });
}

/** For a part all of whose methods are asynchronous. */
function refuseAll(part: object): void {
  const members = Object.entries(Object.getOwnPropertyDescriptors(Object.getPrototypeOf(part)));
  const methods = members.filter(
    ([name, { value }]) => name !== 'constructor' && typeof value === 'function',
  );
  refuse(part, methods.map(([name]) => name) as never[]);
}
