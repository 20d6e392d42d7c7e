import type { Recorder } from '../../engine/record/recorder.ts';
import type { Take, TakeFile } from '../../engine/takes/take.ts';
import { formatEntry, type FormatId } from '../../shared/audio/formats.ts';
import { titleOf } from '../../shared/encode/file-title.ts';
import { OPENED_FILE, type JobsModel, type JobWithin } from './jobs-model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { TakesModel } from '../library/takes-model.ts';
import { tellFaults } from './tell-faults.ts';
import { tellIfShort } from '../notices/short-recording.ts';
import * as words from '../words/later/convert.ts';

export interface ConvertTarget {
  readonly format: FormatId;
  readonly quality: string;
}

/** What a conversion, or the encoding that it is made instead of, fails with. */
const FAILURES = [
  'convert-failed',
  'encode-failed',
  'file-unreadable',
  'invalid-option',
  'memory-full',
  'storage-full',
  'take-busy',
  'core-missing',
  'core-corrupt',
] as const;

/** Converts takes to other formats, and files to takes. */
export class Converting {
  readonly #recorder: Recorder;
  readonly #takes: TakesModel;
  readonly #jobs: JobsModel;
  readonly #notices: NoticesModel;

  constructor(recorder: Recorder, takes: TakesModel, jobs: JobsModel, notices: NoticesModel) {
    this.#recorder = recorder;
    this.#takes = takes;
    this.#jobs = jobs;
    this.#notices = notices;
  }

  /** Resolves with the new file, or undefined if the conversion was cancelled or failed, or the take deleted meanwhile. */
  async take(
    take: Take,
    file: TakeFile,
    target: ConvertTarget,
    within?: JobWithin,
  ): Promise<TakeFile | undefined> {
    const source = { kind: 'take', takeId: take.id, file: file.file } as const;
    // It may be renamed meanwhile.
    const name = () => (this.#takes.find(take.id) ?? take).name;
    const made = await this.#run(take.id, source, target, name, within);
    if (made !== undefined) tellIfShort(this.#notices, { ...take, name: name() }, file);
    return made;
  }

  async file(file: File, target: ConvertTarget): Promise<TakeFile | undefined> {
    return this.#run(OPENED_FILE, { kind: 'file', file, name: titleOf(file.name) }, target, () => file.name);
  }

  async #run(
    key: string,
    source: Parameters<Recorder['converter']['convert']>[0]['source'],
    target: ConvertTarget,
    name: () => string,
    within?: JobWithin,
  ): Promise<TakeFile | undefined> {
    const doing = words.convertingTo(formatEntry(target.format).label);
    const result = await this.#jobs.run(
      key,
      doing,
      'convert-failed',
      (job) =>
        this.#recorder.converter.convert({
          source,
          ...target,
          signal: job.signal,
          onProgress: ({ fraction, speed }) => job.report(fraction, speed),
        }),
      within,
      name,
    );
    await this.#takes.refresh();
    if (result?.outcome !== 'done') return undefined;
    this.#notices.settle(name(), ...FAILURES);
    const { file } = result;
    const told = tellFaults(this.#notices, file.suggestedName, result);
    // A toast would take the place of the Undo of a take that was deleted meanwhile.
    if (source.kind === 'take' && this.#takes.find(source.takeId) === undefined) return undefined;
    if (!told) this.#notices.mention('converted', words.ready(file.suggestedName));
    return file;
  }
}
