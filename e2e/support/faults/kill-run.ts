import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright';
import { killTree } from '../../../bench/support/process-tree.ts';
import { chromiumPath } from '../../../scripts/find-browser.mjs';
import { startServer } from '../../../scripts/serve.mjs';
import type { Healed } from '../../../src/shared/take/ledger.ts';
import { parseEventLog } from '../../../src/shared/take/event-lines.ts';
import { type TakeEvent } from '../../../src/shared/take/take-events.ts';
import '../../lab/lab-page.ts';
import { mainProcess } from '../browser/browser-processes.ts';
import { launchChromium } from '../browser/fake-mic.ts';
import { healedIn } from '../checks/healed-text.ts';
import { checkRecovered, framesToMs } from './kill-check.ts';
import type { KillPlan } from './kill-plan.ts';
import { SIGNAL_RATE } from '../signals/pcm16.ts';
import type { SignalFile } from '../signals/signals.ts';
import { takeFileOut } from '../browser/studio.ts';
import { validate } from '../files/validators.ts';

export interface KillReport {
  readonly plan: KillPlan;
  /** Seconds that had been captured for the take when the browser was killed. */
  readonly recordedSeconds: number;
  /** Milliseconds of the captured time that the recovered file does not have. */
  readonly missingMs: number;
  /**
   * Milliseconds of the recorded time between the last ring reading and the kill. They are measured with the clock, not
   * counted in frames.
   */
  readonly unreadMs: number;
  /** Holes in one capture path (way) that the other one filled, as far as the log reports them. */
  readonly healed: readonly Healed[];
  /** What is wrong with the recovered file, or with the app that recovered it. Empty: the file is exact. */
  readonly faults: readonly string[];
}

const LIST_PATIENCE_MS = 20_000;
const SWEEP_PATIENCE_MS = 5000;

/** One profile on disk, and browsers that are killed on it one after the other. Needs the lab's build. */
export class KillRun {
  readonly #mic: SignalFile;
  readonly #executablePath: string;
  readonly #server: Awaited<ReturnType<typeof startServer>>;
  readonly #folder = mkdtempSync(join(tmpdir(), 'capstan-kill-'));
  #context: BrowserContext | undefined;
  #unreadMs = 0;

  static async open(mic: SignalFile): Promise<KillRun> {
    return new KillRun(mic, await chromiumPath(), await startServer({ root: 'dist-lab', port: 0 }));
  }

  private constructor(
    mic: SignalFile,
    executablePath: string,
    server: Awaited<ReturnType<typeof startServer>>,
  ) {
    this.#mic = mic;
    this.#executablePath = executablePath;
    this.#server = server;
  }

  /** Records, kills the browser, starts a new one, and checks what it recovered. */
  async kill(plan: KillPlan): Promise<KillReport> {
    const captured = await this.#recordAndKill(await this.#page(), plan);
    const page = await this.#page();
    await page.goto(this.#server.url);
    const { wav, events, faults } = await this.#recovered(page, plan);
    const found = checkRecovered(wav, events, this.#mic);
    await page.evaluate(async () =>
      (await navigator.storage.getDirectory()).removeEntry('takes', { recursive: true }),
    );
    return {
      plan,
      recordedSeconds: captured / SIGNAL_RATE,
      missingMs: Math.max(0, framesToMs(captured - found.frames)),
      unreadMs: this.#unreadMs,
      healed: healedIn(events),
      faults: [...found.faults, ...faults],
    };
  }

  async close(): Promise<void> {
    await this.#context?.close();
    await this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }

  /** The page of the running browser. After a kill, starts a new browser on the same profile. */
  async #page(): Promise<Page> {
    if (this.#context === undefined) {
      const { context } = await launchChromium({
        executablePath: this.#executablePath,
        micFile: this.#mic.path,
        profile: join(this.#folder, 'profile'),
      });
      this.#context = context;
    }
    return this.#context.pages()[0] ?? this.#context.newPage();
  }

  /** Returns the frames that had been captured for the take when the kill was sent. */
  async #recordAndKill(page: Page, plan: KillPlan): Promise<number> {
    await page.goto(`${this.#server.url}/e2e/lab/`);
    await page.evaluate(async ({ format, quality }) => {
      const watched = (globalThis.watched = new lab.WatchedRecorder());
      if (format !== 'wav') await watched.recorder.core.load();
      await watched.recorder.start({ name: 'Killed', format, quality });
    }, plan);
    // The process id is queried now, because no time may pass between the ring reading and the kill.
    const pid = await mainProcess(this.#context!);
    await sleep(plan.recordMs);
    // Audio on its way to the ring at this moment belongs to the take; later audio does not.
    const ended = await page.evaluate((moment) => {
      if (moment !== 'paused' && moment !== 'stopping') return undefined;
      const { recorder } = watched;
      const reading = watched.read();
      void (moment === 'paused' ? recorder.pause() : recorder.stop());
      return reading.frames + reading.tailFrames;
    }, plan.moment);
    await sleep(plan.thenMs);
    const reading = await page.evaluate(() => watched.read());
    const sentAt = await this.#killBrowser(pid);
    this.#unreadMs = sentAt - reading.at;
    const captured = reading.frames + Math.round(((sentAt - reading.at) / 1000) * SIGNAL_RATE);
    return ended === undefined ? captured : Math.min(captured, ended);
  }

  async #killBrowser(pid: number): Promise<number> {
    const context = this.#context!;
    this.#context = undefined;
    const ended = new Promise<void>((resolve) => context.once('close', () => resolve()));
    const sentAt = await killTree(pid);
    await ended;
    return sentAt;
  }

  /** Waits until the app lists the take as a person sees it, then fetches its audio and its log. */
  async #recovered(
    page: Page,
    plan: KillPlan,
  ): Promise<{ wav: string; events: TakeEvent[]; faults: string[] }> {
    const card = page.getByRole('listitem', { name: 'Killed', exact: true });
    // A stop may have finished before the kill.
    const listed =
      plan.moment === 'stopping'
        ? card.filter({ hasNotText: 'Not stopped' })
        : card.filter({ hasText: 'Recovered' });
    try {
      await listed.waitFor({ state: 'attached', timeout: LIST_PATIENCE_MS });
    } catch (error) {
      const shown = await page.locator('takes-panel').ariaSnapshot();
      throw new Error(`the app does not list the take; it shows ${shown}`, { cause: error });
    }
    const faults: string[] = [];
    const id = await page.evaluate(async () => {
      const takes = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
      const ids: string[] = [];
      for await (const id of takes.keys()) ids.push(id);
      return ids.join('/');
    });
    const wav = await takeFileOut(page, id, 'audio.wav', join(this.#folder, 'audio.wav'));
    const log = await takeFileOut(page, id, 'events.jsonl', join(this.#folder, 'events.jsonl'));
    const events = parseEventLog(readFileSync(log, 'utf8'));
    const encoded = events.flatMap((event) => (event.type === 'encoded' ? [event.file] : []));
    for (const file of encoded) {
      const path = await takeFileOut(page, id, file, join(this.#folder, file));
      faults.push(...(await validate(path, 'opus')).problems);
    }
    faults.push(...(await leftovers(page, id, ['audio.wav', 'events.jsonl', 'peaks.bin', ...encoded])));
    return { wav, events, faults };
  }
}

/** Files in a take's folder that the log does not name and that the sweep at the start left there. */
async function leftovers(page: Page, takeId: string, known: readonly string[]): Promise<string[]> {
  const deadline = Date.now() + SWEEP_PATIENCE_MS;
  for (;;) {
    const names = await page.evaluate(async (takeId) => {
      const takes = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
      const names: string[] = [];
      for await (const name of (await takes.getDirectoryHandle(takeId)).keys()) names.push(name);
      return names;
    }, takeId);
    const more = names.filter((name) => !known.includes(name));
    if (more.length === 0) return [];
    if (Date.now() > deadline) return more.map((name) => `${name} was not swept`);
    await sleep(50);
  }
}
