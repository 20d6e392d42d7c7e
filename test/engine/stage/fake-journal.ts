import { CapstanError } from '../../../src/shared/base/errors.ts';
import type { CaptureLink, Moment, WayLink } from '../../../src/shared/journal/capture-link.ts';
import type { JournalApi, JournalSummary } from '../../../src/shared/journal/journal-api.ts';
import type { JournalNotice } from '../../../src/shared/journal/journal-notices.ts';
import type { TakeHistory, TakeSpec } from '../../../src/shared/take/take-events.ts';

const LEDGER = { captured: 1, journaled: 1, lost: 0, gaps: [], wallMs: 0, clockPpm: undefined };

/** The part of a journal that the engine can distinguish from the real one. Wrong calls are listed in `violations`. */
export class FakeJournal implements JournalApi {
  readonly violations: string[] = [];
  readonly begun: { readonly takeId: string; readonly from: Moment; readonly reachBack: number }[] = [];
  readonly ended: { readonly at: Moment; readonly tailFrames: number; readonly agoMs: number }[] = [];
  readonly paused: { readonly at: Moment; readonly tailFrames: number }[] = [];
  /** How long `replace` and `attach` take. */
  slow: () => Promise<void> = () => Promise.resolve();
  notice: (notice: JournalNotice) => void = () => {};
  #listens = false;
  #capture: CaptureLink | undefined;
  readonly #ways = new Map<number, WayLink>();
  #take: TakeSpec | undefined;

  get ways(): readonly WayLink[] {
    return [...this.#ways.values()];
  }

  get attachedId(): number | undefined {
    return this.#capture?.id;
  }

  async listen(_wake: SharedArrayBuffer | undefined, onNotice: (notice: JournalNotice) => void) {
    this.#listens = true;
    this.notice = onNotice;
  }

  async checkStorage() {
    if (!this.#listens) this.violations.push('called before listen');
    return 'disk' as const;
  }

  async attach(capture: CaptureLink) {
    await this.slow();
    if (this.#take !== undefined) this.violations.push('attach in a take');
    this.#hold(capture);
  }

  async replace(capture: CaptureLink) {
    await this.slow();
    if (this.#capture === undefined) this.violations.push('replace of nothing');
    this.#hold(capture);
  }

  async addWay(captureId: number, way: WayLink) {
    if (captureId !== this.#capture?.id) return;
    if (this.#ways.has(way.id)) this.violations.push('a way added twice');
    this.#ways.set(way.id, way);
  }

  async dropWay(captureId: number, wayId: number) {
    if (captureId !== this.#capture?.id) return;
    if (!this.#ways.delete(wayId)) this.violations.push('a way dropped that is not known');
    if (this.#ways.size === 0) this.violations.push('no way left');
  }

  async detach() {
    this.#take = undefined;
    this.#capture = undefined;
    this.#ways.clear();
  }

  async begin(spec: TakeSpec, from: Moment, reachBack: number) {
    if (this.#capture === undefined) throw new CapstanError('wrong-state', 'nothing attached');
    if (this.#take !== undefined) throw new CapstanError('wrong-state', 'a take is being recorded');
    this.#take = spec;
    this.begun.push({ takeId: spec.id, from, reachBack });
  }

  async continue({ spec }: TakeHistory) {
    if (this.#capture === undefined) throw new CapstanError('wrong-state', 'nothing attached');
    this.#take = spec;
  }

  async pause(at: Moment, tailFrames: number) {
    if (at.length === 0) this.violations.push('a pause at no moment');
    this.paused.push({ at, tailFrames });
  }

  async resume(at: Moment) {
    if (at.length === 0) this.violations.push('a resume at no moment');
  }

  async marker(_at: Moment, label: string) {
    return { frame: 0, label };
  }

  async nameMarker({ frame }: { frame: number }, label: string) {
    return { frame, label };
  }

  async finish(at: Moment, tailFrames: number, _patienceMs: number, agoMs: number): Promise<JournalSummary> {
    if (this.#take === undefined) throw new CapstanError('wrong-state', 'no take is being recorded');
    if (at.length === 0) this.violations.push('an end at no moment');
    this.#take = undefined;
    this.ended.push({ at, tailFrames, agoMs });
    return { frames: 1, wavBytes: 1, ledger: LEDGER, markers: [], markersLeftOut: 0, error: undefined };
  }

  async attachPort() {
    this.violations.push('a port where memory is shared');
  }
  async replacePort() {
    this.violations.push('a port where memory is shared');
  }
  async heldUp() {}
  async release() {}
  async sync() {}
  async startFeeding() {}
  async stopFeeding() {}
  async peaks() {
    return undefined;
  }
  async create() {}
  async recover() {}
  async log() {}
  async memoryTakes() {
    return [];
  }
  async deleteMemoryTake() {}
  async keepInMemory() {}
  async memoryRoom() {
    return 0;
  }

  #hold(capture: CaptureLink): void {
    if (capture.ways.length === 0) this.violations.push('a microphone without a way');
    this.#capture = capture;
    this.#ways.clear();
    for (const way of capture.ways) this.#ways.set(way.id, way);
  }
}
