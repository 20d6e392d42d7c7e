import { CapstanError } from '../../shared/base/errors.ts';
import type { StatusBlock } from '../../shared/journal/status-block.ts';
import type { CaptureSource, OpenSource } from '../capture/capture-source.ts';
import { unlessAborted } from '../base/deadline.ts';
import type { JournalClient } from '../journal/journal-client.ts';
import type { MicrophoneRequest } from '../microphone/microphone.ts';
import { Session, type Asked } from '../capture/session.ts';

type SwitchState =
  | { readonly kind: 'closed' }
  /** `abort` cancels the opening. */
  | { readonly kind: 'opening'; readonly abort: AbortController }
  | { readonly kind: 'open'; readonly source: CaptureSource };

/**
 * The only place where a recorder's microphone is opened and closed. Its steps run one after another, and each starts
 * by closing what is open. So two microphones are never open at once, and none is left open by mistake: a step either
 * hands over what it opened as the open microphone, or closes it.
 */
export class CaptureSwitch {
  readonly #journal: JournalClient;
  readonly #openSource: OpenSource;
  #state: SwitchState = { kind: 'closed' };
  #steps: Promise<unknown> = Promise.resolve();
  /** Settles when every source that was told to close has closed. */
  #ending: Promise<unknown> = Promise.resolve();
  /** The last hand-over of a source to the journal, even if cancelled meanwhile: a detach must not overtake it. */
  #handing: Promise<unknown> = Promise.resolve();

  constructor(journal: JournalClient, openSource: OpenSource) {
    this.#journal = journal;
    this.#openSource = openSource;
  }

  /** Opens a microphone and attaches it to the journal. */
  open(request: MicrophoneRequest, asked: Asked): Promise<Session> {
    return this.#step(async () => {
      try {
        const { source, status } = await this.#acquire(request, (source) =>
          this.#journal.attach(source, preRollFrames(source, asked)),
        );
        return new Session(source, status, asked);
      } catch (error) {
        // The journal may already have taken the source over.
        await this.#detach();
        throw error;
      }
    });
  }

  /** Replaces the session's microphone by another with the same sample rate and channels; a take continues on it. */
  replace(session: Session, request: MicrophoneRequest): Promise<void> {
    return this.#step(async () => {
      const { sampleRate, channels } = session.source;
      // Not the source's: a mono microphone has no side, but the one that follows it may.
      const { side } = session.asked;
      const { source, status } = await this.#acquire({ ...request, sampleRate, channels, side }, (source) =>
        this.#journal.replace(source, preRollFrames(source, session.asked)),
      );
      session.replace(source, status);
    });
  }

  /** Cancels an opening and releases the device at once, then closes everything else. */
  close(): Promise<void> {
    this.#giveUp(new CapstanError('given-up'));
    return this.#step(async () => {
      this.#letGo();
      await this.#ending;
      await this.#detach();
    });
  }

  /** Cancels an opening or closes the microphone: no journal reads it any more. */
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
    // The journal starts while the browser opens the microphone. If it does not start, the opening is cancelled.
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
    // A journal that died has released everything already.
    await this.#journal.detach().catch(() => {});
  }
}

function preRollFrames({ sampleRate }: CaptureSource, { preRollSeconds }: Asked): number {
  return Math.round(preRollSeconds * sampleRate);
}
