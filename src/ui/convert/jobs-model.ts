import { Model } from '../kit/model.ts';
import type { Take } from '../../engine/takes/take.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { ErrorCode } from '../../shared/base/errors.ts';

/** The job key of an opened file that is not a take yet. */
export const OPENED_FILE = 'opened-file';

/** What a job is a part of. */
export interface JobWithin {
  /** Its abort cancels the job. */
  readonly signal: AbortSignal;
  /** Called if the work is left out, because a job with its key is already running. */
  readonly onBusy?: () => void;
  /** Called if the person closed a question of the browser without which the work cannot be done. */
  readonly onDismissed?: () => void;
  /** Called once a copy was made, of which the larger job then tells. */
  readonly onSaved?: () => void;
  /**
   * Called with a take that is to be deleted now that it is saved. The larger job deletes them together.
   * @param whole asks whether the copy still has all of the take, and resolves to the take then
   */
  readonly onOver?: (whole: () => Promise<Take | undefined>) => void;
}

/** A lengthy task that can be cancelled. */
export class Job extends Model {
  #words: string;
  readonly #abort = new AbortController();
  #fraction: number | undefined;
  #speed: number | undefined;

  constructor(words: string) {
    super();
    this.#words = words;
  }

  get words(): string {
    return this.#words;
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** 0 to 1, or undefined while it is not known. */
  get fraction(): number | undefined {
    return this.#fraction;
  }

  /** As a multiple of real time. */
  get speed(): number | undefined {
    return this.#speed;
  }

  report(fraction: number | undefined, speed?: number): void {
    this.#fraction = fraction;
    this.#speed = speed;
    this.changed();
  }

  /** Tells what is done now. */
  say(words: string): void {
    this.#words = words;
    this.changed();
  }

  cancel(): void {
    this.#abort.abort();
  }
}

/** The running jobs, at most one per key. */
export class JobsModel extends Model {
  readonly #notices: NoticesModel;
  readonly #jobs = new Map<string, Job>();
  #waiting = 0;

  constructor(notices: NoticesModel) {
    super();
    this.#notices = notices;
  }

  /** Whether a job runs, or an opened file waits for one: it may be nowhere but in this page. */
  get running(): boolean {
    return this.#jobs.size + this.#waiting > 0;
  }

  /** How many opened files are not converted yet. */
  set waiting(count: number) {
    this.#waiting = count;
    this.changed();
  }

  of(key: string): Job | undefined {
    return this.#jobs.get(key);
  }

  /**
   * Runs `work` as a job. Resolves with undefined if it failed, which is reported here, if it was cancelled, or if a
   * job with this key is already running, which only `within` is told.
   * @param about names what failed, by the name that it has then, if one of several may have
   */
  async run<Result>(
    key: string,
    words: string,
    fallback: ErrorCode,
    work: (job: Job) => Promise<Result>,
    within?: JobWithin,
    about?: () => string,
  ): Promise<Result | undefined> {
    if (within?.signal.aborted === true) return undefined;
    if (this.#jobs.has(key)) {
      within?.onBusy?.();
      return undefined;
    }
    const job = new Job(words);
    const cancel = () => job.cancel();
    within?.signal.addEventListener('abort', cancel);
    this.#jobs.set(key, job);
    this.changed();
    try {
      return await work(job);
    } catch (error) {
      if (!job.signal.aborted) this.#notices.failWith(error, fallback, about?.());
      return undefined;
    } finally {
      within?.signal.removeEventListener('abort', cancel);
      this.#jobs.delete(key);
      this.changed();
    }
  }
}
