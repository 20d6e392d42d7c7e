import type { CapstanError } from '../../shared/base/errors.ts';
import type { StatusBlock } from '../../shared/journal/status-block.ts';
import type { CaptureSource, OpenSource } from '../capture/capture-source.ts';
import { unlessAborted } from '../base/deadline.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';
import { Session, type Asked } from '../capture/session.ts';

type SwitchState =
  | { readonly kind: 'closed' }
  /** `abort` gives the opening up. */
  | { readonly kind: 'opening'; readonly abort: AbortController }
  | { readonly kind: 'open'; readonly source: CaptureSource };

/**
 * The one place where a recorder's microphone is opened and closed. Its steps wait for one another, and each begins by
 * closing what is open, so that no two microphones are ever open and none is forgotten: what a step opened it has either
 * handed over as the open one or closed.
 */
export class CaptureSwitch {
  readonly #journal: JournalClient;
  readonly #openSource: OpenSource;
  #state: SwitchState = { kind: 'closed' };
  #steps: Promise<unknown> = Promise.resolve();
  /** Sources that were told to close and may have something open yet. */
  #ending: Promise<unknown> = Promise.resolve();
  /** The journal taking a source over, also one that was given up meanwhile: it is not to come after it let all go. */
  #handing: Promise<unknown> = Promise.resolve();

  constructor(journal: JournalClient, openSource: OpenSource) {
    this.#journal = journal;
    this.#openSource = openSource;
  }

  /** Opens a microphone and hands it to the journal. */
  open(request: MicrophoneRequest, asked: Asked): Promise<Session> {
    return this.#step(async () => {
      try {
        const { source, status } = await this.#acquire(request, (source) =>
          this.#journal.attach(source, preRollFrames(source, asked)),
        );
        return new Session(source, status, asked);
      } catch (error) {
        // It may have been handed over already.
        await this.#detach();
        throw error;
      }
    });
  }

  /** Opens another microphone in the place of the session's, of the same rate and channels; a take goes on with it. */
  replace(session: Session, request: MicrophoneRequest): Promise<void> {
    return this.#step(async () => {
      const { sampleRate, channels } = session.source;
      const { source, status } = await this.#acquire({ ...request, sampleRate, channels }, (source) =>
        this.#journal.replace(source, preRollFrames(source, session.asked)),
      );
      session.replace(source, status);
    });
  }

  /** Gives an opening up, lets the device go at once, then all the rest. */
  close(): Promise<void> {
    this.#giveUp(new DOMException('the microphone was closed', 'AbortError'));
    return this.#step(async () => {
      this.#letGo();
      await this.#ending;
      await this.#detach();
    });
  }

  /** Nobody listens to the microphone any more. */
  journalDied(reason: CapstanError): void {
    this.#giveUp(reason);
  }

  /** Whether the session's microphone is the one that is open. */
  holds(session: Session): boolean {
    return this.#state.kind === 'open' && this.#state.source === session.source;
  }

  #step<Result>(work: () => Promise<Result>): Promise<Result> {
    const done = this.#steps.then(work);
    this.#steps = done.catch(() => {});
    return done;
  }

  async #acquire(
    request: MicrophoneRequest,
    attach: (source: CaptureSource) => Promise<StatusBlock>,
  ): Promise<{ source: CaptureSource; status: StatusBlock }> {
    request.signal?.throwIfAborted();
    this.#letGo();
    const abort = new AbortController();
    const { signal } = abort;
    const giveUp = () => abort.abort(request.signal?.reason);
    request.signal?.addEventListener('abort', giveUp);
    this.#state = { kind: 'opening', abort };
    // The journal starts while the browser opens the microphone; without a journal there is no use for one.
    const storage = this.#journal.checkStorage();
    storage.catch((error: unknown) => abort.abort(error));
    let source: CaptureSource | undefined;
    try {
      source = await unlessAborted(this.#openSource({ ...request, signal }), signal, (late) =>
        this.#end(late),
      );
      await unlessAborted(storage, signal);
      const handing = attach(source);
      this.#handing = handing.catch(() => {});
      const status = await unlessAborted(handing, signal);
      this.#state = { kind: 'open', source };
      return { source, status };
    } catch (error) {
      this.#state = { kind: 'closed' };
      if (source !== undefined) this.#end(source);
      throw error;
    } finally {
      request.signal?.removeEventListener('abort', giveUp);
    }
  }

  #giveUp(reason: Error): void {
    if (this.#state.kind === 'opening') this.#state.abort.abort(reason);
    else this.#letGo();
  }

  #letGo(): void {
    if (this.#state.kind === 'open') this.#end(this.#state.source);
    this.#state = { kind: 'closed' };
  }

  #end(source: CaptureSource): void {
    const closed = source.close().catch(() => {});
    this.#ending = Promise.all([this.#ending, closed]);
  }

  async #detach(): Promise<void> {
    await this.#handing;
    // A journal that died has let go already.
    await this.#journal.detach().catch(() => {});
  }
}

function preRollFrames({ sampleRate }: CaptureSource, { preRollSeconds }: Asked): number {
  return Math.round(preRollSeconds * sampleRate);
}
