import type { FormatId } from '../../shared/audio/formats.ts';
import { asCapstanError, CapstanError } from '../../shared/base/errors.ts';
import type { StorageKind } from '../../shared/take/storage-kind.ts';
import type { TakeSpec } from '../../shared/take/take-events.ts';
import { encodedFileName } from '../encode/take-encoding.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { Take } from '../takes/take.ts';
import { checkedName, checkedQuality, takeId } from '../takes/take-options.ts';
import { withoutApeTag } from './source/ape-tag.ts';
import { flacRate } from './flac-rate.ts';
import { readableWav } from './source/readable-wav.ts';
import { headerFaults } from './source/header-faults.ts';
import { probeFile, type WholeLength } from './probe.ts';
import type { SourceFault } from './source/source-fault.ts';
import type { SourceTags } from './source/source-tags.ts';
import { timelineOf, type Timeline } from './timeline.ts';

/** ffmpeg knows no places for more, and mixes only those that it knows. */
const MOST_CHANNELS = 8;

/** A conversion's input, and the place of its result. */
export interface Plan {
  readonly takeId: string;
  /** The journal that holds the take. */
  readonly journal: JournalClient;
  /** Where that journal keeps takes. */
  readonly storage: StorageKind;
  readonly input: File;
  readonly title: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly seconds: number | undefined;
  /** Frames of a lossless source: the result must play equally long. Undefined if its length is not checked. */
  readonly frames: number | undefined;
  /** The state of the edits that the source has: 0 for the recording as it was. */
  readonly edits: number;
  /** Name of the result within the take. On disk it is new, so an earlier result stays until this one is complete. */
  readonly file: string;
  /** An earlier result of the same format and quality, which this one replaces. */
  readonly replaces: string | undefined;
  /** The take to create for this conversion; undefined if the source is a take. */
  readonly newTake: TakeSpec | undefined;
  /** What was found in the source before it was read. */
  readonly faults: readonly SourceFault[];
  /** How long an opened file plays by its own header, if that is certain. */
  readonly whole: WholeLength | undefined;
  readonly timeline: Timeline;
  /** Whether the source has floats, which may be above full scale. */
  readonly floats: boolean;
  readonly tags: SourceTags;
  /** ffmpeg's output arguments if the format cannot hold the source's rate. */
  readonly rateArgs: readonly string[];
}

/** Reads the opened file's properties and plans a take of its own for the result. */
export async function planFile(
  source: { readonly file: File; readonly name: string },
  target: { readonly format: FormatId; readonly quality?: string; readonly signal?: AbortSignal },
  core: FfmpegCore,
  journal: JournalClient,
): Promise<Plan> {
  const input = await readableAs(async () => readableWav(await withoutApeTag(source.file)));
  const probed = await probeFile(input, core, target.signal);
  if (probed.channels > MOST_CHANNELS)
    throw new CapstanError(
      'file-unreadable',
      `it has ${probed.channels} channels, and ${MOST_CHANNELS} can be read`,
    );
  const faults = [...(await readableAs(() => headerFaults(input)))];
  if (probed.tracks > 1) faults.push({ kind: 'tracks', of: probed.tracks });
  const rate = target.format === 'flac' ? flacRate(probed.sampleRate) : probed.sampleRate;
  if (rate !== probed.sampleRate) faults.push({ kind: 'resampled', from: probed.sampleRate, to: rate });
  const chosen = checkedQuality(target.format, target.quality);
  const createdAt = Date.now();
  const title = checkedName(source.name);
  const spec: TakeSpec = {
    id: takeId(createdAt),
    name: title,
    format: target.format,
    quality: chosen.id,
    sampleFormat: chosen.sampleFormat,
    sampleRate: probed.sampleRate,
    channels: probed.channels,
    createdAt,
    source: 'file',
    device: source.file.name,
  };
  return {
    takeId: spec.id,
    journal,
    storage: await journal.checkStorage(),
    input,
    title,
    sampleRate: probed.sampleRate,
    channels: probed.channels,
    seconds: probed.durationSeconds,
    frames: undefined,
    edits: 0,
    file: encodedFileName(target.format),
    replaces: undefined,
    newTake: spec,
    faults,
    rateArgs: rate === probed.sampleRate ? [] : ['-ar', String(rate)],
    whole: probed.whole,
    timeline: timelineOf(probed),
    tags: probed.tags,
    floats: probed.codec.startsWith('pcm_f'),
  };
}

/** A file may have been moved or changed since it was opened. */
async function readableAs<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw asCapstanError(error, 'file-unreadable');
  }
}

/** The tags of a take that was made of an opened file. Its own name is the title, once it was renamed. */
export async function tagsOfTake(
  take: Take,
  input: File,
  core: FfmpegCore,
  signal: AbortSignal | undefined,
): Promise<SourceTags> {
  if (take.spec.source !== 'file') return {};
  const { title, ...tags } = (await probeFile(input, core, signal)).tags;
  return title !== undefined && take.name === take.spec.name ? { title, ...tags } : tags;
}
