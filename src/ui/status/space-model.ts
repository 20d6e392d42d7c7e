import { askPersistence, readPersistence, type Persistence } from '../../engine/storage/persistence.ts';
import type { Recorder } from '../../engine/record/recorder.ts';
import { estimatedFreeBytes, Space, type SpaceReading } from '../../engine/storage/space.ts';
import type { FormatId } from '../../shared/audio/formats.ts';
import { Model } from '../kit/model.ts';
import type { NoticesModel } from '../notices/notices-model.ts';
import type { SettingsModel } from '../settings/settings-model.ts';
import { spaceText } from '../text/space-text.ts';
import { whenIdle } from '../kit/when-idle.ts';
import * as words from '../words/status.ts';

interface SpaceTarget {
  readonly format: FormatId;
  readonly quality: string;
}

/** The storage: how much of it is left, and whether the browser keeps its content. */
export class SpaceModel extends Model {
  readonly #recorder: Recorder;
  readonly #settings: SettingsModel;
  readonly #target: () => SpaceTarget;
  readonly #notices: NoticesModel;
  #reading: SpaceReading | undefined;
  #persistence: Persistence = 'unknown';
  #inMemory = false;
  #asked = false;

  /** @param parts `target` returns format and quality of the take being recorded, or else of the next one */
  constructor(parts: {
    recorder: Recorder;
    settings: SettingsModel;
    notices: NoticesModel;
    target: () => SpaceTarget;
  }) {
    super();
    this.#recorder = parts.recorder;
    this.#settings = parts.settings;
    this.#target = parts.target;
    this.#notices = parts.notices;
  }

  /** Undefined until the browser has reported it, and where it does not report it. */
  get reading(): SpaceReading | undefined {
    return this.#reading;
  }

  get persistence(): Persistence {
    return this.#persistence;
  }

  /** Whether takes are lost when the page closes. */
  get inMemory(): boolean {
    return this.#inMemory;
  }

  start(): void {
    const { takes } = this.#recorder;
    const space = new Space(this.#recorder, this.#target, () =>
      this.#inMemory ? takes.memoryRoom() : estimatedFreeBytes(),
    );
    space.on('reading', (reading) => {
      this.#reading = reading;
      this.changed();
    });
    space.on('low', ({ seconds, step }) =>
      this.#notices.alarm('space', spaceText(seconds), words.spaceIsLow[step]),
    );
    space.on('room', () => this.#notices.dismiss('space'));
    space.start();
    this.#settings.on('change', () => void space.look());
    this.#recorder.on('state', ({ kind }) => {
      if (kind !== 'recording') return;
      if (!this.#asked && !this.#inMemory) void this.ask();
      // A journal worker that replaced another one may have decided differently.
      void this.#checkStorage(space);
    });
    void this.#learn(readPersistence());
    // This starts the journal.
    whenIdle(() => void this.#checkStorage(space));
  }

  async #checkStorage(space: Space): Promise<void> {
    try {
      this.#inMemory = (await this.#recorder.takes.storage()) === 'memory';
    } catch {
      // The error that prevents the journal from starting is reported when a take begins.
    }
    this.changed();
    await space.look();
  }

  /** Asks the browser to keep the takes: at the page's first recording, or on request. */
  async ask(): Promise<void> {
    this.#asked = true;
    await this.#learn(askPersistence());
  }

  async #learn(answer: Promise<Persistence>): Promise<void> {
    this.#persistence = await answer;
    this.changed();
  }
}
