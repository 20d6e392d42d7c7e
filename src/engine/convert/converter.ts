import { asCapstanError, CapstanError } from '../../shared/base/errors.ts';
import { INPUT_GUARD, outputArgs } from '../../shared/encode/ffmpeg-args.ts';
import { firstFree } from '../../shared/base/first-free.ts';
import { formatEntry } from '../../shared/audio/formats.ts';
import type { EncodeResult } from '../../shared/encode/encoder-api.ts';
import { JOURNAL_NAME, type TakeSpec } from '../../shared/take/take-events.ts';
import { EncoderJob } from '../encode/encoder-job.ts';
import type { FfmpegCore } from '../encode/ffmpeg-core.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import { keepResult } from '../encode/keep-result.ts';
import { assertWhole } from '../encode/live-encoding.ts';
import { planFile, tagsOfTake, type Plan } from './plan.ts';
import { checkRequest, type ConvertRequest } from './convert-request.ts';
import { removeTakeFile } from '../encode/remove-take-file.ts';
import { faultsOf } from './faults-of.ts';
import type { SourceFault } from './source/source-fault.ts';
import { tagArgs } from './source/source-tags.ts';
import { withFilter } from './timeline.ts';
import { assertOther, isResult, resultName } from './result-name.ts';
import { playedFrames } from '../../shared/edit/edit-list.ts';
import { readEdited } from '../edit/edited-audio.ts';
import { withTake } from '../takes/take-locks.ts';
import type { Take, TakeFile } from '../takes/take.ts';
import { unlessAborted } from '../base/deadline.ts';
import { tidyAfter } from '../base/tidy-after.ts';
import type { TakeLibrary } from '../takes/take-library.ts';
import { checkedQuality } from '../takes/take-options.ts';

export type ConvertOutcome =
  | {
      readonly outcome: 'done';
      readonly take: Take;
      readonly file: TakeFile;
      /** ffmpeg's messages about parts of a damaged input that it could not read; mostly empty. */
      readonly damage: string;
      /** What else is to be told of the source; mostly empty. */
      readonly faults: readonly SourceFault[];
    }
  | { readonly outcome: 'cancelled' };

const REPORT_MS = 200;

/** Converts a take, or an opened file, to any format. Each conversion runs in an encoder worker of its own. */
export class Converter {
  readonly #core: FfmpegCore;
  readonly #journal: JournalClient;
  readonly #takes: TakeLibrary;

  constructor(core: FfmpegCore, journal: JournalClient, takes: TakeLibrary) {
    this.#core = core;
    this.#journal = journal;
    this.#takes = takes;
  }

  /** Throws `invalid-option`, which names the field. */
  async convert(request: ConvertRequest): Promise<ConvertOutcome> {
    checkRequest(request);
    const { source, format, signal } = request;
    const quality = checkedQuality(format, request.quality);
    try {
      await unlessAborted(this.#core.load(), signal);
    } catch (error) {
      return cancelledOr(error, request);
    }
    if (source.kind === 'file') return this.#convert(request);
    // Without a lock, a second conversion, here or in another tab, could choose the same name and overwrite this file.
    const result = `${source.takeId}/${resultName(format, quality.id)(1)}`;
    return withTake(result, 'exclusive', () => this.#convert(request), signal).catch((error: unknown) =>
      cancelledOr(error, request),
    );
  }

  async #convert(request: ConvertRequest): Promise<ConvertOutcome> {
    let plan: Plan;
    try {
      plan =
        request.source.kind === 'take'
          ? await this.#planTake(request)
          : await planFile(request.source, request, this.#core, this.#journal);
    } catch (error) {
      return cancelledOr(error, request);
    }
    try {
      const outcome = await withTake(plan.takeId, 'shared', () => this.#run(plan, request), request.signal);
      if (outcome.outcome === 'cancelled') await this.#discard(plan);
      return outcome;
    } catch (error) {
      const failure = conversionError(error);
      const told = await tidyAfter(failure, () => this.#discard(plan));
      // What could not be removed is told also to one who cancelled.
      if (told !== failure) throw told;
      return cancelledOr(failure, request);
    }
  }

  async #run(plan: Plan, request: ConvertRequest): Promise<ConvertOutcome> {
    if (plan.newTake !== undefined) plan = await this.#create(plan, plan.newTake);
    const result = await this.#encode(plan, request);
    return result.outcome === 'cancelled' ? result : this.#keep(plan, request, result);
  }

  /** Makes the take for an opened file, under a name that no other take has. */
  #create(plan: Plan, spec: TakeSpec): Promise<Plan> {
    return this.#takes.names.claim({ id: spec.id, naming: { name: spec.name } }, async (name) => {
      await plan.journal.create({ ...spec, name });
      return { ...plan, title: name };
    });
  }

  async #planTake({ source, format, quality, signal }: ConvertRequest): Promise<Plan> {
    if (source.kind !== 'take') throw new CapstanError('invalid-option', 'source is not a take');
    const take = await this.#takes.get(source.takeId);
    const { sampleRate, channels } = take.spec;
    const chosen = checkedQuality(format, quality);
    assertOther(take, source.file, format, chosen);
    const journal = await this.#takes.journalOf(take.id);
    const storage = await journal.checkStorage();
    const { encoded } = await this.#takes.history(take.id);
    const result = resultName(format, chosen.id);
    const used = encoded.map(({ file }) => file);
    // In memory, a file is replaced only once the new one is complete.
    const file = storage === 'memory' ? result(1) : firstFree(result, used);
    const edited = source.file === JOURNAL_NAME;
    const frames = edited ? playedFrames(take) : take.durationSeconds * sampleRate;
    const input = await readEdited(this.#takes, take, source.file, signal);
    const others = take.files.map((other) => other.file).filter((other) => other !== file);
    return {
      takeId: take.id,
      journal,
      storage,
      input,
      title: take.name,
      sampleRate,
      channels,
      seconds: frames / sampleRate,
      frames: edited && take.state !== 'interrupted' ? frames : undefined,
      edits: edited ? take.edits.state : (take.files.find(({ file }) => file === source.file)?.edits ?? 0),
      file,
      replaces: others.find((other) => isResult(other, result(1))),
      newTake: undefined,
      faults: [],
      rateArgs: [],
      tags: await tagsOfTake(take, input, this.#core, signal),
      whole: undefined,
      timeline: { inputArgs: [], filter: undefined },
      floats: edited && take.spec.sampleFormat === 'f32',
    };
  }

  async #encode(plan: Plan, request: ConvertRequest): Promise<EncodeResult> {
    const format = formatEntry(request.format);
    const quality = checkedQuality(request.format, request.quality);
    const args = outputArgs(format, quality, plan);
    const job = new EncoderJob({
      input: { kind: 'file', file: plan.input },
      inputArgs: [...plan.timeline.inputArgs, ...INPUT_GUARD],
      outputArgs: [
        '-map',
        '0:a:0',
        ...withFilter(args, plan.timeline.filter),
        ...plan.rateArgs,
        ...tagArgs(plan.tags),
      ],
      countsOver: plan.floats && !format.fedFloats && quality.sampleFormat !== 'f32',
      output: { takeId: plan.takeId, file: plan.file, storage: plan.storage },
      format: format.id,
    });
    const cancel = () => job.cancel();
    if (isCancelled(request)) return { outcome: 'cancelled' };
    request.signal?.addEventListener('abort', cancel, { once: true });
    const stopReports = this.#report(job, plan, request);
    try {
      const result = await job.run(this.#core);
      if (result.outcome === 'done' && plan.frames !== undefined)
        assertWhole(result, { format: format.id, sampleRate: plan.sampleRate }, plan.frames);
      return await keepResult(result, plan.takeId, plan.file, plan.journal);
    } finally {
      stopReports();
      request.signal?.removeEventListener('abort', cancel);
    }
  }

  #report(job: EncoderJob, plan: Plan, { onProgress }: ConvertRequest): () => void {
    const began = performance.now();
    const timer = setInterval(() => {
      const fraction = Math.min(1, job.progress.bytesIn / plan.input.size);
      const seconds = (performance.now() - began) / 1000;
      onProgress?.({ fraction, speed: plan.seconds === undefined ? 0 : (fraction * plan.seconds) / seconds });
    }, REPORT_MS);
    return () => clearInterval(timer);
  }

  async #keep(
    plan: Plan,
    { format }: ConvertRequest,
    result: Extract<EncodeResult, { outcome: 'done' }>,
  ): Promise<ConvertOutcome> {
    const { file, journal, takeId: id } = plan;
    await journal.log(id, {
      type: 'encoded',
      file,
      format,
      frames: result.frames,
      sampleRate: result.sampleRate,
      ...(plan.edits === 0 ? {} : { edits: plan.edits }),
    });
    // If the earlier file cannot be removed yet, the take keeps both.
    if (plan.replaces !== undefined) {
      const { replaces, storage } = plan;
      await removeTakeFile({ takeId: id, file: replaces, storage }).catch(() => {});
    }
    const take = await this.#takes.get(id);
    const found = take.files.find((entry) => entry.file === file);
    if (found === undefined) throw new CapstanError('take-not-found', file);
    return { outcome: 'done', take, file: found, damage: result.log, faults: faultsOf(plan, result) };
  }

  /** After a failed or cancelled conversion: a take that existed before stays, without a file that no log names. */
  async #discard({ newTake, takeId, file, storage }: Plan): Promise<void> {
    if (newTake !== undefined) return this.#takes.delete(takeId);
    const history = await this.#takes.history(takeId).catch(() => undefined);
    if (history?.encoded.some((entry) => entry.file === file) === false)
      await removeTakeFile({ takeId, file, storage });
  }
}

function isCancelled({ signal }: ConvertRequest): boolean {
  return signal?.aborted === true;
}

/** Who cancelled a conversion is not told what else made it fail. */
function cancelledOr(error: unknown, request: ConvertRequest): ConvertOutcome {
  if (isCancelled(request)) return { outcome: 'cancelled' };
  throw error;
}

function conversionError(error: unknown): CapstanError {
  const known = asCapstanError(error, 'convert-failed');
  return known.code === 'encode-failed'
    ? new CapstanError('convert-failed', known.detail, { cause: error })
    : known;
}
